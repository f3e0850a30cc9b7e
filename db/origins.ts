import type { Knex } from 'knex';

import type { JsonObject } from '../domain/json';

/** A case file that another one brings into being: by a message or signal, or by a call that waits for its end. */
export interface Origin {
  readonly caseFileId: string;
  readonly from: string;
  readonly serviceId: string;
  readonly bundleHash: string;
  readonly process: string;
  readonly element: string;
  /** What came with it. */
  readonly payload: JsonObject;
  /** The caller's, that waits for its end. */
  readonly execution?: string;
  readonly createdAt: Date;
}

/** A call that asks for a case file of its own. */
export interface Call extends Omit<Origin, 'caseFileId' | 'createdAt'> {
  /** Names the act: done again it changes nothing. */
  readonly key: string;
  readonly execution: string;
}

/** What of a published service a message or signal starts. */
export interface Start {
  readonly serviceId: string;
  readonly bundleHash: string;
  readonly process: string;
  readonly element: string;
  /** Which of its definitions this is, and how many of them must happen. */
  readonly part: number;
  readonly parts: number;
}

interface Happened {
  readonly key: string;
  readonly from: string;
  readonly payload: JsonObject;
}

export type OriginRepository = ReturnType<typeof createOriginRepository>;

export function createOriginRepository(db: Knex) {
  async function find(caseFileId: string): Promise<Origin | undefined> {
    const row = await db('origins').where({ case_file_id: caseFileId, complete: true }).first();
    return row && toOrigin(row);
  }

  /** What one act began. */
  async function listByKey(key: string): Promise<Origin[]> {
    return (await db('origins').where({ key, complete: true }).orderBy('service_id')).map(toOrigin);
  }

  /** Begun at once, or as soon as all of its parts have happened. */
  async function begin(transaction: Knex.Transaction, start: Start, happened: Happened): Promise<void> {
    const { serviceId, bundleHash, process, element, part, parts } = start;
    const { key, from, payload } = happened;
    const [row] = await transaction('origins')
      .insert({
        ...{ key, from_case_file_id: from, service_id: serviceId, bundle_hash: bundleHash, process, element },
        ...{ parts: JSON.stringify({ [part]: payload }), complete: parts === 1 },
      })
      .onConflict(transaction.raw('(bundle_hash, element) where not complete'))
      .merge({
        ...{ key, from_case_file_id: from },
        parts: transaction.raw('origins.parts || excluded.parts'),
      })
      .returning(['case_file_id', 'parts', 'complete']);
    if (row.complete || Object.keys(row.parts).length < parts) return;
    await transaction('origins').where({ case_file_id: row.case_file_id }).update({ complete: true });
  }

  /** Once for each key. */
  async function call({
    key,
    from,
    serviceId,
    bundleHash,
    process,
    element,
    execution,
    payload,
  }: Call): Promise<Origin> {
    await db('origins')
      .insert({
        ...{ key, from_case_file_id: from, service_id: serviceId, bundle_hash: bundleHash, process, element },
        ...{ execution, parts: JSON.stringify({ 0: payload }), complete: true },
      })
      .onConflict(db.raw('(key) where execution is not null'))
      .ignore();
    return toOrigin(await db('origins').where({ key }).first());
  }

  /** Case files that one execution has called and that are not over. */
  async function listCalled(from: string, execution: string): Promise<string[]> {
    return db('origins')
      .join('case_files', 'case_files.id', 'origins.case_file_id')
      .where({ from_case_file_id: from, execution })
      .whereNot({ status: 'closed' })
      .pluck('case_file_id');
  }

  /** How many case files began one another on the way to this one; counting ends at `most`. */
  async function depthOf(caseFileId: string, most: number): Promise<number> {
    const { rows } = await db.raw<{ rows: { depth: number }[] }>(
      `with recursive up (id, depth) as (
         select ?::uuid, 0
         union all
         select from_case_file_id, depth + 1 from origins join up on case_file_id = up.id where depth < ?
       ) select max(depth) as depth from up`,
      [caseFileId, most],
    );
    return rows[0]?.depth ?? 0;
  }

  return { find, listByKey, begin, call, listCalled, depthOf };
}

const toOrigin = (row: {
  case_file_id: string;
  from_case_file_id: string;
  service_id: string;
  bundle_hash: string;
  process: string;
  element: string;
  execution: string | null;
  parts: Readonly<Record<string, JsonObject>>;
  created_at: Date;
}): Origin => ({
  caseFileId: row.case_file_id,
  from: row.from_case_file_id,
  serviceId: row.service_id,
  bundleHash: row.bundle_hash,
  process: row.process,
  element: row.element,
  payload: Object.assign({}, ...Object.values(row.parts)) as JsonObject,
  createdAt: row.created_at,
  ...(row.execution !== null && { execution: row.execution }),
});
