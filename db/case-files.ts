import type { Knex } from 'knex';

import type { Application, CaseFileStatus, JournalEntry, NewWorkItem, QuietPoint } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import { writeDataStores } from './data-stores';
import type { JournalRepository } from './journal';
import { sendAnswer } from './mail';
import { listen } from './subscriptions';

export interface CaseFile<Report = unknown> {
  readonly id: string;
  /** Who submitted it (`sub` of the identity provider). */
  readonly account: string;
  readonly serviceId: string;
  readonly bundleHash: string;
  readonly registrationNumber: string;
  readonly accessCode: string;
  readonly application: Application;
  readonly report: Report;
  readonly status: CaseFileStatus;
  readonly outcome: string | null;
  readonly receivedAt: Date;
  readonly closedAt: Date | null;
}

export type NewCaseFile<Report> = Omit<CaseFile<Report>, 'status' | 'outcome' | 'closedAt'> & {
  readonly entries: readonly JournalEntry[];
  /** Its first quiet point, written with it. */
  readonly first: QuietPoint;
};

export interface Written {
  /** The last quiet point was not written before. */
  readonly isNew: boolean;
  /** The first one in whose place there is another. */
  readonly lost?: number;
}

export type CaseFileRepository<Report = unknown> = ReturnType<typeof createCaseFileRepository<Report>>;

export function createCaseFileRepository<Report = unknown>(db: Knex, journal: JournalRepository) {
  async function find(where: Record<string, unknown>): Promise<CaseFile<Report> | undefined> {
    const row = await db('case_files').where(where).first();
    return row && toCaseFile<Report>(row);
  }

  async function get(id: string): Promise<CaseFile<Report>> {
    const caseFile = await find({ id });
    if (!caseFile) throw new DomainError('CASE_FILE_NOT_FOUND', 'There is no such case file', { id });
    return caseFile;
  }

  /** By its registration number or its id. */
  async function getByName(name: string): Promise<CaseFile<Report>> {
    const caseFile =
      (await find({ registration_number: name })) ?? (isUuid(name) ? await find({ id: name }) : undefined);
    if (!caseFile) throw new DomainError('CASE_FILE_NOT_FOUND', `There is no case file "${name}"`, { name });
    return caseFile;
  }

  async function listByIds(ids: readonly string[]): Promise<CaseFile<Report>[]> {
    const rows = await db('case_files').whereIn('id', [...new Set(ids)]);
    return rows.map((row) => toCaseFile<Report>(row));
  }

  async function listByAccount(account: string): Promise<CaseFile<Report>[]> {
    const rows = await db('case_files').where({ account }).orderBy('received_at', 'desc').limit(200);
    return rows.map((row) => toCaseFile<Report>(row));
  }

  /** For people without an account: the number alone is not enough. */
  async function findByAccessCode(
    registrationNumber: string,
    accessCode: string,
  ): Promise<CaseFile<Report> | undefined> {
    return find({ registration_number: registrationNumber, access_code: accessCode });
  }

  /** Within the transaction that gave the registration number: a number never exists without its case file. */
  async function create(transaction: Knex.Transaction, caseFile: NewCaseFile<Report>): Promise<void> {
    const { id, first } = caseFile;
    await transaction('case_files').insert({
      ...standingOf(first),
      id,
      account: caseFile.account,
      service_id: caseFile.serviceId,
      bundle_hash: caseFile.bundleHash,
      registration_number: caseFile.registrationNumber,
      access_code: caseFile.accessCode,
      application: JSON.stringify(caseFile.application),
      report: JSON.stringify(caseFile.report),
      received_at: caseFile.receivedAt,
    });
    await openWorkItems(transaction, id, new Date(first.at), first.opened);
    await writeIncidents(transaction, first);
    await journal.open(transaction, id, [...caseFile.entries, ...first.entries]);
    await writeDataStores(transaction, first);
    await exchangeMail(transaction, first);
  }

  /**
   * The only writer of a running case file: all of them or none, in one transaction; a repeated `seq` changes nothing. Where something
   * else has happened in the place of one, none after it is written.
   */
  async function record(points: readonly QuietPoint[]): Promise<Written> {
    return db.transaction(async (transaction) => {
      let isNew = false;
      for (const point of points) {
        isNew = await write(transaction, point);
        if (!isNew && !(await journal.hasTaken(transaction, point))) return { isNew, lost: point.seq };
      }
      return { isNew };
    });
  }

  /** The last quiet point that was written. */
  async function seqOf(id: string): Promise<number> {
    return (await db('case_files').where({ id }).first('seq'))?.seq ?? 0;
  }

  async function write(transaction: Knex.Transaction, point: QuietPoint): Promise<boolean> {
    const moved = await transaction('case_files')
      .where({ id: point.caseFileId })
      .andWhere('seq', '<', point.seq)
      .update(standingOf(point));
    if (moved === 0) return false;
    await closeWorkItems(transaction, point);
    await openWorkItems(transaction, point.caseFileId, new Date(point.at), point.opened);
    await writeIncidents(transaction, point);
    await journal.appendLocked(transaction, point.caseFileId, point.entries);
    await writeDataStores(transaction, point);
    await exchangeMail(transaction, point);
    return true;
  }

  return { find, get, getByName, listByIds, listByAccount, findByAccessCode, create, record, seqOf };
}

const standingOf = ({ seq, status, outcome, at }: QuietPoint) => ({
  ...{ seq, status, outcome },
  closed_at: status === 'closed' ? at : null,
});

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

async function openWorkItems(
  transaction: Knex.Transaction,
  caseFileId: string,
  at: Date,
  items: readonly NewWorkItem[],
): Promise<void> {
  if (items.length === 0) return;
  await transaction('work_items').insert(
    items.map((item) => ({
      case_file_id: caseFileId,
      execution: item.execution,
      element: item.element,
      name: JSON.stringify(item.name),
      candidates: [...item.candidates],
      bundle_hash: item.bundleHash,
      form: item.form,
      inputs: JSON.stringify(item.inputs),
      state: 'open',
      opened_at: at,
    })),
  );
}

async function closeWorkItems(transaction: Knex.Transaction, point: QuietPoint): Promise<void> {
  const { caseFileId, at } = point;
  const open = (execution: string) =>
    transaction('work_items').where({ case_file_id: caseFileId, execution, state: 'open' });
  for (const { execution, by, key } of point.completed)
    await open(execution)
      .increment('version')
      .update({ state: 'completed', completed_at: at, completed_by: JSON.stringify(by), completion_key: key });
  for (const execution of point.withdrawn)
    await open(execution).increment('version').update({ state: 'withdrawn', completed_at: at });
}

async function writeIncidents(transaction: Knex.Transaction, point: QuietPoint): Promise<void> {
  const { caseFileId, at, incidents, resolved } = point;
  if (resolved.length > 0)
    await transaction('incidents')
      .where({ case_file_id: caseFileId, resolved_at: null })
      .whereIn('execution', [...resolved])
      .update({ resolved_at: at });
  if (incidents.length > 0)
    await transaction('incidents').insert(
      incidents.map(({ bundleHash, ...incident }) => ({
        ...{ case_file_id: caseFileId, bundle_hash: bundleHash, raised_at: at },
        ...incident,
      })),
    );
}

/** Last in its transaction: whoever publishes waits for it. What was taken is in the journal. */
async function exchangeMail(transaction: Knex.Transaction, point: QuietPoint): Promise<void> {
  const { caseFileId, bundleHash, status, mail, listening, answer } = point;
  if (mail !== undefined) await transaction('mail').where({ id: mail }).delete();
  if (answer) await sendAnswer(transaction, caseFileId, answer);
  if (listening) await listen(transaction, { caseFileId, bundleHash, listening });
  // What is left is for it alone.
  if (status === 'closed') await transaction('mail').where({ case_file_id: caseFileId }).delete();
}

interface CaseFileRow {
  id: string;
  account: string;
  service_id: string;
  bundle_hash: string;
  registration_number: string;
  access_code: string;
  application: Application;
  report: unknown;
  status: CaseFileStatus;
  outcome: string | null;
  received_at: Date;
  closed_at: Date | null;
}

const toCaseFile = <Report>(row: CaseFileRow): CaseFile<Report> => ({
  id: row.id,
  account: row.account,
  serviceId: row.service_id,
  bundleHash: row.bundle_hash,
  registrationNumber: row.registration_number,
  accessCode: row.access_code,
  application: row.application,
  report: row.report as Report,
  status: row.status,
  outcome: row.outcome,
  receivedAt: row.received_at,
  closedAt: row.closed_at,
});
