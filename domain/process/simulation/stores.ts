import type { Json, JsonObject } from '../../json';
import type { Effect, ReadDataStore } from '../events';

/** The data stores of all instances of one run. */
export function createStores(stored: JsonObject) {
  const values = new Map<string, Json>(Object.entries(stored));
  return {
    write: ({ store, value }: Extract<Effect, { type: 'write-data-store' }>): void => void values.set(store, value),
    read: ({ execution, stores }: ReadDataStore) => ({
      ...({ type: 'data-store-read', execution } as const),
      values: Object.fromEntries(stores.map((store) => [store, values.get(store) ?? null])),
    }),
  };
}
