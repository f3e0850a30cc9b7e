import type { Knex } from 'knex';

import type { JsonObject } from '../domain/json';

export type EffectRepository = ReturnType<typeof createEffectRepository>;

/** What was already done outside, by `caseFileId:elementId:visit`: a retry never does a thing twice. */
export function createEffectRepository(db: Knex) {
  async function find(key: string): Promise<JsonObject | undefined> {
    return (await db('effects').where({ key }).first('result'))?.result;
  }

  /** The first result stands. */
  async function keep(key: string, result: JsonObject, source: Knex = db): Promise<void> {
    await source('effects')
      .insert({ key, result: JSON.stringify(result) })
      .onConflict('key')
      .ignore();
  }

  return { find, keep };
}
