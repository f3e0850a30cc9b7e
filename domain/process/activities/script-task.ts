import { feel } from '../data/variables';
import type { ElementOf } from '../graph';
import { insideOf, type Run } from '../run';
import { completeInstance } from './complete';
import { named } from './result';

/** 13.3.3: the script is FEEL, and its value the result. */
export function performScript(run: Run, { script, result }: ElementOf<'script-task'>, execution: string): void {
  const value = feel(run, insideOf(run, execution), script);
  completeInstance(run, execution, named(result, value), value);
}
