import type { JsonObject } from '../domain/json';
import type { ActivityDeps } from './deps';

/** What data stores hold now, by name. */
export function createReadDataStores({ repositories: { dataStores } }: Pick<ActivityDeps, 'repositories'>) {
  return async function readDataStores({ stores }: { readonly stores: readonly string[] }): Promise<JsonObject> {
    return dataStores.read(stores);
  };
}
