import type { Knex } from 'knex';

import type { Actor } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/json';
import type { Text } from '../domain/text';

export interface WorkItem {
  readonly id: string;
  readonly caseFileId: string;
  readonly execution: string;
  readonly element: string;
  readonly name: Text;
  readonly candidates: readonly string[];
  readonly bundleHash: string;
  readonly form: string;
  readonly inputs: JsonObject;
  readonly state: 'open' | 'completed' | 'withdrawn';
  readonly version: number;
  readonly openedAt: Date;
  readonly completedAt: Date | null;
  readonly completedBy: Actor | null;
  readonly completionKey: string | null;
}

export type WorkItemRepository = ReturnType<typeof createWorkItemRepository>;

/** Reads the worklist; only `CaseFileRepository.record` writes it. */
export function createWorkItemRepository(db: Knex) {
  async function get(id: string): Promise<WorkItem> {
    const row = await db('work_items').where({ id }).first();
    if (!row) throw new DomainError('WORK_ITEM_NOT_FOUND', 'There is no such work item', { id });
    return toWorkItem(row);
  }

  /** Oldest first: who waited longest is served first. */
  async function listOpen(positions: readonly string[], limit = 200): Promise<WorkItem[]> {
    const rows = await db('work_items')
      .where({ state: 'open' })
      .whereRaw('candidates && ?::text[]', [[...positions]])
      .orderBy('opened_at')
      .limit(limit);
    return rows.map(toWorkItem);
  }

  async function listByCaseFile(caseFileId: string): Promise<WorkItem[]> {
    return (await db('work_items').where({ case_file_id: caseFileId }).orderBy('opened_at')).map(toWorkItem);
  }

  return { get, listOpen, listByCaseFile };
}

const toWorkItem = (row: {
  id: string;
  case_file_id: string;
  execution: string;
  element: string;
  name: Text;
  candidates: string[];
  bundle_hash: string;
  form: string;
  inputs: JsonObject;
  state: WorkItem['state'];
  version: number;
  opened_at: Date;
  completed_at: Date | null;
  completed_by: Actor | null;
  completion_key: string | null;
}): WorkItem => ({
  id: row.id,
  caseFileId: row.case_file_id,
  execution: row.execution,
  element: row.element,
  name: row.name,
  candidates: row.candidates,
  bundleHash: row.bundle_hash,
  form: row.form,
  inputs: row.inputs,
  state: row.state,
  version: row.version,
  openedAt: row.opened_at,
  completedAt: row.completed_at,
  completedBy: row.completed_by,
  completionKey: row.completion_key,
});
