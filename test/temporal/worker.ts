/**
 * A worker to be killed: the next one has an empty cache and replays each history from its beginning. It carries out nothing: what
 * the workflows ask of it goes to the test, which outlives it.
 */
import { once } from 'node:events';

import { CompleteAsyncError, activityInfo } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';

import type { Activities } from '../../activities';

const [address = '', namespace = '', taskQueue = '', codePath = '', store = ''] = process.argv.slice(2);

async function ask<Answer>(name: keyof Activities, input: object): Promise<Answer> {
  const response = await fetch(`${store}/${name}`, { method: 'POST', body: JSON.stringify(input) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

/** The test completes it. */
async function hold(name: keyof Activities, input: object): Promise<never> {
  await ask(name, { ...input, token: Buffer.from(activityInfo().taskToken).toString('base64') });
  throw new CompleteAsyncError();
}

const activities: Activities = {
  receive: (input) => ask('receive', input),
  record: (input) => ask('record', input),
  callOperation: (input) => hold('callOperation', input),
  publish: (input) => hold('publish', input),
  openCaseFile: (input) => ask('openCaseFile', input),
  cancelCaseFile: (input) => ask('cancelCaseFile', input),
  readDataStores: (input) =>
    ask('readDataStores', { ...input, workflowId: activityInfo().workflowExecution?.workflowId }),
};

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  ...{ namespace, taskQueue, activities, workflowBundle: { codePath } },
  // Nobody waits for the cache of one that was killed.
  stickyQueueScheduleToStartTimeout: '200 milliseconds',
});
process.stdout.write('up\n');
await once(process.stdin, 'data');
await worker.run();
