/** A worker without a cache, to be killed: every task replays the history from its beginning. */
import { NativeConnection, Worker } from '@temporalio/worker';

const [address = '', namespace = '', taskQueue = '', codePath = ''] = process.argv.slice(2);

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  ...{ namespace, taskQueue, maxCachedWorkflows: 0, workflowBundle: { codePath } },
});
process.stdout.write('up\n');
await worker.run();
