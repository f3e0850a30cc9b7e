import type { Knex } from 'knex';

import { DomainError } from '../domain/errors';

export interface Incident {
  readonly id: string;
  readonly caseFileId: string;
  readonly execution: string;
  readonly element: string;
  readonly bundleHash: string;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: Date;
  readonly resolvedAt: Date | null;
}

export type IncidentRepository = ReturnType<typeof createIncidentRepository>;

/** Case files that cannot go on by themselves, for the operator. */
export function createIncidentRepository(db: Knex) {
  async function listOpen(): Promise<Incident[]> {
    return (await db('incidents').whereNull('resolved_at').orderBy('raised_at')).map(toIncident);
  }

  async function get(id: string): Promise<Incident> {
    const row = await db('incidents').where({ id }).first();
    if (!row) throw new DomainError('INCIDENT_NOT_FOUND', 'There is no such incident', { id });
    return toIncident(row);
  }

  return { listOpen, get };
}

const toIncident = (row: {
  id: string;
  case_file_id: string;
  execution: string;
  element: string;
  bundle_hash: string;
  code: string;
  message: string;
  raised_at: Date;
  resolved_at: Date | null;
}): Incident => ({
  id: row.id,
  caseFileId: row.case_file_id,
  execution: row.execution,
  element: row.element,
  bundleHash: row.bundle_hash,
  code: row.code,
  message: row.message,
  raisedAt: row.raised_at,
  resolvedAt: row.resolved_at,
});
