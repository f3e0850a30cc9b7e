import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';

import type { Activities } from '../activities';

/** Written to and read from our own database inside one workflow task: no round trip through the server. Retried until the database answers. */
export const { receive, record, readDataStores } = proxyLocalActivities<
  Pick<Activities, 'receive' | 'record' | 'readDataStores'>
>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Everything that leaves the house. When the retries end, the case file gets an incident and waits for an operator. */
export const { callOperation } = proxyActivities<Pick<Activities, 'callOperation'>>({
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 6 },
});

/** From one case file to others: what was thrown or called is not taken back, so it is retried until it is done. */
export const { publish, openCaseFile, cancelCaseFile } = proxyActivities<
  Pick<Activities, 'publish' | 'openCaseFile' | 'cancelCaseFile'>
>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});
