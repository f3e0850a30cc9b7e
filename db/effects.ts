import type { Knex } from 'knex';

import type { JsonObject } from '../domain/json';

export type EffectRepository = ReturnType<typeof createEffectRepository>;

/** What was already done outside, by `caseFileId:bundleHash:execution`: a retry never does a thing twice. */
export function createEffectRepository(db: Knex) {
  async function find(key: string): Promise<JsonObject | undefined> {
    return (await db('effects').where({ key }).first('result'))?.result;
  }

  /** Within the transaction of the effect. False when it was already done: the first result stands. */
  async function keep(transaction: Knex.Transaction, key: string, result: JsonObject): Promise<boolean> {
    const rows = await transaction('effects')
      .insert({ key, result: JSON.stringify(result) })
      .onConflict('key')
      .ignore()
      .returning('key');
    return rows.length > 0;
  }

  return { find, keep };
}
