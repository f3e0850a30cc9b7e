import { createCancelCaseFile, createOpenCaseFile } from './calls';
import { createOperations } from './call-operation';
import type { ActivityDeps } from './deps';
import { createPublish } from './publish';
import { createReadDataStores } from './read-data-stores';
import { createReceive } from './receive';
import { createRecord } from './record';

export type Activities = ReturnType<typeof createActivities>;

/** Every side effect of the workflows. */
export function createActivities(deps: ActivityDeps) {
  return {
    receive: createReceive(deps),
    record: createRecord(deps),
    callOperation: createOperations(deps),
    publish: createPublish(deps),
    openCaseFile: createOpenCaseFile(deps),
    cancelCaseFile: createCancelCaseFile(deps),
    readDataStores: createReadDataStores(deps),
  };
}
