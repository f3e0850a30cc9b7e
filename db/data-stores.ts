import type { Knex } from 'knex';

import type { QuietPoint } from '../domain/case-file';
import type { Json, JsonObject } from '../domain/json';

export type DataStoreRepository = ReturnType<typeof createDataStoreRepository>;

/** What data stores hold. It is written by the quiet points of the case files alone. */
export function createDataStoreRepository(db: Knex) {
  /** By name; one that was never written holds null. */
  async function read(names: readonly string[]): Promise<JsonObject> {
    const rows: { name: string; value: Json }[] = await db('data_stores')
      .whereIn('name', [...names])
      .select('name', 'value');
    const held = new Map(rows.map(({ name, value }) => [name, value]));
    return Object.fromEntries(names.map((name) => [name, held.get(name) ?? null]));
  }

  return { read };
}

/** Within the transaction of the quiet point: the last value of each store, always in the same order, so that two never wait for each other. */
export async function writeDataStores(
  transaction: Knex.Transaction,
  { caseFileId, seq, at, stored = [] }: QuietPoint,
): Promise<void> {
  const last = [...new Map(stored.map(({ store, value }) => [store, value]))].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  if (last.length === 0) return;
  await transaction('data_stores')
    .insert(
      last.map(([name, value]) => ({
        ...{ name, value: JSON.stringify(value), updated_at: at },
        ...{ case_file_id: caseFileId, seq },
      })),
    )
    .onConflict('name')
    .merge();
}
