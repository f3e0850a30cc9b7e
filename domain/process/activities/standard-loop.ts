import { close } from '../cancel';
import { addData } from '../data/mappings';
import { isTrue } from '../flows';
import type { Activity, StandardLoop } from '../graph';
import { changeExecution, executionOf, open, type Run } from '../run';
import type { LoopState } from '../state';
import { endActivity } from './end';

export const NEW_LOOP: LoopState = { total: null, begun: 0, completed: 0, terminated: 0 };

/** 13.3.6: repeats the activity while its condition holds, tested before or after each iteration, at most `loopMaximum` times. */
export function beginStandardLoop(run: Run, execution: string, activity: Activity): void {
  changeExecution(run, execution, { loop: NEW_LOOP });
  const { testBefore, maximum } = activity.loop as StandardLoop;
  const goesOn = maximum === 0 ? false : testBefore ? isToRepeat(run, execution, activity) : true;
  if (goesOn) beginIteration(run, execution);
  else endActivity(run, execution, activity);
}

/** One iteration is done. */
export function iterate(run: Run, iteration: string, execution: string, activity: Activity): void {
  const goesOn = isToRepeat(run, execution, activity);
  close(run, iteration);
  if (goesOn) beginIteration(run, execution);
  else endActivity(run, execution, activity);
}

function isToRepeat(run: Run, execution: string, { id, loop }: Activity): boolean {
  const { condition, maximum } = loop as StandardLoop;
  const { scope, loop: state = NEW_LOOP } = executionOf(run, execution);
  if (maximum !== undefined && state.begun >= maximum) return false;
  const inside = run.scopes.has(execution) ? execution : scope;
  return condition === undefined || isTrue(run, inside, condition, id, { loopCounter: state.begun });
}

function beginIteration(run: Run, execution: string): void {
  const { element, scope, loop = NEW_LOOP } = executionOf(run, execution);
  const begun = loop.begun + 1;
  changeExecution(run, execution, { loop: { ...loop, begun } });
  const inside = run.scopes.has(execution) ? execution : scope;
  const iteration = open(run, { element, scope: inside, of: execution, index: loop.begun });
  addData(run, iteration, { loopCounter: begun });
  run.agenda.push({ type: 'perform', execution: iteration });
}
