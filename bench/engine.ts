import { initialState, type ProcessState } from '../domain/process/state';
import { step } from '../domain/process/step';
import {
  LONG_LOOP,
  LOOP,
  sixtyElements,
  SPLIT_AND_JOIN,
  THREE_TASKS,
  USER_TASK,
  FEEL,
  type Model,
} from './engine/models';
import { AT, begun, compiled, prepareOurs } from './engine/ours';
import { median, write } from './engine/table';
import { prepareTheirs } from './engine/theirs';

/** `npx tsx bench/engine.ts`: our engine beside bpmn-engine, in one run: the machine is shared, so only figures of one run compare. */

const ROUNDS = 9;
const ROUND_MS = 60;

/** Cases a second: as many as fit into a moment. */
async function speed(run: () => void | Promise<void>): Promise<number> {
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < ROUND_MS; count += 1) await run();
  return (count * 1_000) / (performance.now() - started);
}

/** A synchronous engine need not wait for a promise between its cases. */
async function speedOfOurs(run: () => void): Promise<number> {
  const bunch = (): void => {
    for (let count = 0; count < 10; count += 1) run();
  };
  return 10 * (await speed(bunch));
}

async function compare(model: Model, least?: number): Promise<void> {
  const [ours, theirs] = [await prepareOurs(model), await prepareTheirs(model)];
  const [our, their, ratio]: [number[], number[], number[]] = [[], [], []];
  for (let round = -2; round < ROUNDS; round += 1) {
    const [one, other] = [await speedOfOurs(ours), await speed(theirs)];
    if (round < 0) continue;
    our.push(one);
    their.push(other);
    ratio.push(one / other);
  }
  write({ name: model.name, value: median(our), unit: 'cases/s', ...(least !== undefined && { budget: { least } }) });
  write({ name: '  bpmn-engine', value: median(their), unit: 'cases/s' });
  write({ name: '  ratio', value: median(ratio), unit: 'times', budget: { least: 10 } });
}

async function benchParked(): Promise<void> {
  const state = begun(await compiled(USER_TASK.source(FEEL)), {});
  const bytes = Buffer.byteLength(JSON.stringify(state));
  write({ name: 'state of a parked case, without variables', value: bytes, unit: 'bytes', budget: { most: 2_048 } });
}

async function benchCompiling(): Promise<void> {
  const source = sixtyElements();
  const times: number[] = [];
  for (let count = -10; count < 40; count += 1) {
    const started = performance.now();
    await compiled(source);
    if (count >= 0) times.push(performance.now() - started);
  }
  write({ name: 'compiling a model of 60 elements', value: median(times), unit: 'ms', budget: { most: 50 } });
}

/** Does a step cost more the more came before it? */
async function benchLongLoop(): Promise<void> {
  const graph = await compiled(LONG_LOOP());
  const started = step(graph, initialState(graph), { type: 'start', at: AT, variables: { again: true } }).state;
  const thousand = (before: ProcessState): [ProcessState, number] => {
    const from = performance.now();
    let state = before;
    for (let count = 0; count < 1_000; count += 1) {
      const [execution = ''] = Object.keys(state.executions);
      state = step(graph, state, { type: 'complete', at: AT, execution, variables: { again: true } }).state;
    }
    return [state, performance.now() - from];
  };
  for (let warm = 0; warm < 3; warm += 1) thousand(started);
  const times: number[] = [];
  let state = started;
  for (let count = 0; count < 20; count += 1) {
    const [after, took] = thousand(state);
    times.push(took);
    state = after;
  }
  const [first, last] = [Math.min(...times.slice(0, 3)), Math.min(...times.slice(-3))];
  write({ name: 'long loop, its first 1,000 steps', value: first, unit: 'ms' });
  write({ name: 'long loop, 1,000 steps after 19,000', value: last, unit: 'ms' });
  write({ name: '  last to first', value: last / first, unit: 'times', budget: { most: 1.2 } });
}

await compare(THREE_TASKS, 10_000);
await compare(SPLIT_AND_JOIN);
await compare(LOOP);
await compare(USER_TASK);
await benchParked();
await benchCompiling();
await benchLongLoop();
