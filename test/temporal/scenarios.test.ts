import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode } from '@temporalio/worker';

import type { ProcessEvent, TraceEntry } from '../../domain/process/events';
import type { ProcessGraph } from '../../domain/process/graph';
import { askAnswered } from '../../domain/process/simulation/answers';
import { compileFixture, play, readFixtures, type Scenario } from '../support/fixtures';
import { startTestStack, type TestStack } from '../support/stack';
import { happenUpdate, scenarioWorkflow } from './scenario-workflow';

const NAMESPACE = 'prepiska';
const QUEUE = 'scenarios';
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** One process instance of one scenario, as it went on the simulator. */
interface Play {
  readonly id: string;
  readonly graph: ProcessGraph;
  readonly process: string;
  readonly steps: readonly { readonly event: ProcessEvent; readonly trace: readonly TraceEntry[] }[];
  readonly onTemporal: (readonly TraceEntry[])[];
}

let stack: TestStack;
let folder: string;
let client: Client;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  stack = await startTestStack();
  folder = await mkdtemp(join(tmpdir(), 'prepiska-scenarios-'));
  const connection = await Connection.connect({ address: stack.urls.temporal });
  client = new Client({ connection, namespace: NAMESPACE });
  const { code } = await bundleWorkflowCode({
    workflowsPath: here('./scenario-workflow.ts'),
    preloadModules: [here('../../workflows/preload.ts')],
  });
  await writeFile(join(folder, 'bundle.js'), code);
}, 120_000);

afterAll(async () => {
  worker?.kill('SIGKILL');
  await client.connection.close();
  await stack.remove();
  await rm(folder, { recursive: true, force: true });
});

async function startWorker(): Promise<ChildProcess> {
  const args = [here('./worker.ts'), stack.urls.temporal, NAMESPACE, QUEUE, join(folder, 'bundle.js')];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
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

async function readPlays(): Promise<Play[]> {
  const plays = await Promise.all(
    readFixtures().map(async (fixture) => {
      const graph = await compileFixture(fixture);
      return fixture.scenarios.flatMap((scenario, at) => playsOf(`${fixture.path} ${at}`, graph, scenario));
    }),
  );
  return plays.flat();
}

function playsOf(name: string, graph: ProcessGraph, scenario: Scenario): Play[] {
  const { journal } = play(graph, scenario);
  const instances = [...new Set(journal.map(({ instance }) => instance))];
  return instances.map((instance) => {
    const steps = journal.filter((entry) => entry.instance === instance);
    const process = steps[0]?.process ?? '';
    return {
      id: `${name} ${instance}`,
      graph: askAnswered(graph, scenario.answers ?? {}),
      process,
      steps,
      onTemporal: [],
    };
  });
}

const begin = ({ id, graph, process }: Play): Promise<WorkflowHandle> =>
  client.workflow.start(scenarioWorkflow, { workflowId: id, taskQueue: QUEUE, args: [{ graph, process }] });

/** Carries out a piece of work for each, some at a time. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const rest = [...items];
  const lane = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 24 }, lane));
}

async function happen({ id, steps, onTemporal }: Play, round: number): Promise<void> {
  const { event } = steps[round] as Play['steps'][number];
  onTemporal.push(await client.workflow.getHandle(id).executeUpdate(happenUpdate, { args: [event] }));
}

it('goes the same way on Temporal, though the worker is killed after every event and replays from history', async () => {
  const plays = await readPlays();
  const rounds = Math.max(...plays.map(({ steps }) => steps.length));
  await forEach(plays, begin);

  for (let round = 0; round < rounds; round += 1) {
    worker = await startWorker();
    await forEach(
      plays.filter(({ steps }) => steps.length > round),
      (one) => happen(one, round),
    );
    await killWorker();
  }

  expect(plays.length).toBeGreaterThan(300);
  for (const { id, steps, onTemporal } of plays)
    expect({ id, trace: onTemporal }).toEqual({ id, trace: steps.map(({ trace }) => trace) });
}, 600_000);
