import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode } from '@temporalio/worker';

import { cutHistoriesAfter } from '../support/officials';
import { startTestStack, until, type TestStack } from '../support/stack';
import { accountsOnSimulator, accountsOnTemporal } from './accounts';
import { createHost } from './host';
import { readPlays, type Play } from './plays';
import { openStore, type Store } from './store';

const NAMESPACE = 'prepiska';
const QUEUE = 'scenarios';
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Events after which a history is cut: the longer scenarios go on in a second workflow, and a third. */
const CUT_AFTER = 12;

const AT_ONCE = 150;

let stack: TestStack;
let folder: string;
let client: Client;
let store: Store;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  stack = await startTestStack();
  folder = await mkdtemp(join(tmpdir(), 'prepiska-scenarios-'));
  const connection = await Connection.connect({ address: stack.urls.temporal });
  client = new Client({ connection, namespace: NAMESPACE });
  store = await openStore();
  const [code] = await Promise.all([bundle(), cutHistoriesAfter(stack, CUT_AFTER)]);
  await writeFile(join(folder, 'bundle.js'), code);
}, 300_000);

afterAll(async () => {
  worker?.kill('SIGKILL');
  store.close();
  await client.connection.close();
  await stack.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The workflows of production, but for the clock. */
async function bundle(): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: here('../../workflows/index.ts'),
    preloadModules: [here('../../workflows/preload.ts')],
    workflowInterceptorModules: [here('./patience.ts')],
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: { ...config.resolve?.alias, [here('../../workflows/clock.ts')]: here('./clock.ts') },
      },
    }),
  });
  return code;
}

/** One that waits for a word: what is sent until then comes to a case file in one task. */
async function startWorker(): Promise<ChildProcess> {
  const args = [here('./worker.ts'), stack.urls.temporal, NAMESPACE, QUEUE, join(folder, 'bundle.js'), store.url];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

/** Ends it without warning; the next one knows nothing but what the server kept. */
async function killWorker(): Promise<void> {
  const killed = worker;
  if (!killed) return;
  killed.kill('SIGKILL');
  await once(killed, 'exit');
}

it('goes the same way on Temporal, though the worker is killed after every event and replays from history', async () => {
  const plays = await readPlays();
  const host = createHost(client, QUEUE, store);

  for (const { round, going } of roundsOf(plays)) {
    await Promise.all(going.map((play) => host.send(play, round)));
    worker = await startWorker();
    const attended = Promise.all(going.map((play) => host.attend(play, round)));
    // Answered after all that was sent before on the same connection.
    await client.workflowService.getSystemInfo({});
    worker.stdin?.write('begin');
    await attended;
    await killWorker();
  }

  expect(plays.length).toBeGreaterThan(500);
  expect(plays.flatMap((play) => accountsOnTemporal(play, store))).toEqual(plays.flatMap(accountsOnSimulator));
  expect(await until(countCuts)).toBeGreaterThan(100);
}, 600_000);

/** One event of each in a round. Not too many at once: the server lets an update wait for its worker for 20 seconds. */
function roundsOf(plays: readonly Play[]): { readonly round: number; readonly going: readonly Play[] }[] {
  const rounds = Array.from({ length: Math.max(...plays.map(({ acts }) => acts.length)) }, (_, round) => round);
  return rounds.flatMap((round) => {
    const going = plays.filter(({ acts }) => acts.length > round);
    return Array.from({ length: Math.ceil(going.length / AT_ONCE) }, (_, part) => ({
      round,
      going: going.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    }));
  });
}

const countCuts = async (): Promise<number> =>
  (await client.workflow.count("ExecutionStatus = 'ContinuedAsNew'")).count;
