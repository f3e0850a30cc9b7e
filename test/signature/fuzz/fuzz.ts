import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import type { Finding, Result, Task } from './run';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const RUNNER = path('../../../stack/run-typescript.mjs');
const RUN = path('./run.ts');

/** A mutation that is at work this long hangs; milliseconds. Far longer than 5 s, for the machine may be busy. */
const HANGS = 60_000;

/** Judges mutations of the corpus on all processors. */
export async function fuzz(seed: number, count: number, first = 0): Promise<Result> {
  const lanes = Math.min(availableParallelism(), count);
  const step = Math.ceil(count / lanes);
  const tasks = Array.from({ length: lanes }, (_, lane) => first + lane * step);
  const results = await Promise.all(
    tasks.map((from) => runTask({ seed, from, to: Math.min(from + step, first + count), at: counter() })),
  );
  const passed: Record<string, number> = {};
  for (const result of results)
    for (const [name, times] of Object.entries(result.passed)) passed[name] = (passed[name] ?? 0) + times;
  return { findings: results.flatMap(({ findings }) => findings), passed };
}

const counter = (): Int32Array => new Int32Array(new SharedArrayBuffer(4)).fill(-1);

function runTask(task: Task): Promise<Result> {
  const worker = new Worker(RUNNER, { argv: [RUN], workerData: task });
  return new Promise((resolve, reject) => {
    let last = -1;
    const watch = setInterval(() => {
      const index = Atomics.load(task.at, 0);
      if (index === last && index >= 0)
        void worker.terminate().then(() => done({ findings: [hangs(task, index)], passed: {} }));
      last = index;
    }, HANGS);
    function done(result: Result): void {
      clearInterval(watch);
      resolve(result);
    }
    worker.once('message', done);
    worker.once('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
  });
}

const hangs = ({ seed }: Task, index: number): Finding => ({ seed, index, file: '', problem: 'it hangs' });
