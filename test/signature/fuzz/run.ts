import { parentPort, workerData } from 'node:worker_threads';

import { DomainError } from '../../../domain/errors';
import { verify } from '../../../signature/verify';
import { explain, type Passed } from './compare';
import { readCorpus, type Sound } from './corpus';
import { mutate } from './mutate';
import { createRandom } from './random';

/** A thread that judges the mutations from one number up to another, each of them alone. */
export interface Task {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Where the number of the mutation at hand stands, for those who watch. */
  readonly at: Int32Array;
}

export interface Finding {
  readonly seed: number;
  readonly index: number;
  readonly file: string;
  readonly problem: string;
}

export interface Result {
  readonly findings: readonly Finding[];
  /** How many passed, by what they changed. */
  readonly passed: Readonly<Record<string, number>>;
}

async function run({ seed, from, to, at }: Task): Promise<Result> {
  const { files, options } = readCorpus();
  const sound: (Sound & { passed: Passed })[] = [];
  for (const file of files) sound.push({ ...file, passed: await verify(file, options) });
  const bad = sound.filter(({ passed }) => passed.report.indication !== 'TOTAL_PASSED');
  if (bad.length > 0) throw new Error(`The corpus is not sound: ${bad.map(({ name }) => name).join(', ')}`);
  const findings: Finding[] = [];
  const passed: Record<string, number> = {};

  async function judge(file: (typeof sound)[number], bytes: Buffer): Promise<string | undefined> {
    try {
      const { report, content } = await verify({ ...file, bytes }, options);
      if (report.indication !== 'TOTAL_PASSED') return undefined;
      const why = explain(file, bytes, { report, content });
      if (typeof why === 'string') return why;
      for (const one of why) passed[one] = (passed[one] ?? 0) + 1;
      return undefined;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'FILE_UNSIGNED') return undefined;
      return `it breaks the check: ${error instanceof Error ? error.stack : String(error)}`;
    }
  }

  for (let index = from; index < to; index += 1) {
    Atomics.store(at, 0, index);
    const random = createRandom(seed, index);
    const file = random.pick(sound);
    const problem = await judge(file, mutate(file, files, random));
    if (problem) findings.push({ seed, index, file: file.name, problem });
  }
  return { findings, passed };
}

parentPort?.postMessage(await run(workerData as Task));
