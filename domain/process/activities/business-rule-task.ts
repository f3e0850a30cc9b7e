import { decide } from '../../decision/decide';
import type { JsonObject } from '../../json';
import { visible } from '../data/variables';
import type { ElementOf } from '../graph';
import { insideOf, type Run } from '../run';
import { completeInstance } from './complete';
import { named } from './result';

/** 13.3.3: a decision of the bundle is evaluated here and now; without one named, a system is asked. */
export function performRule(
  run: Run,
  { id, decision, result }: ElementOf<'business-rule-task'>,
  execution: string,
  inputs: JsonObject,
): void {
  if (decision === '')
    return void run.effects.push({ type: 'call-operation', execution, element: id, operation: '', inputs });
  const answer = decide(run.graph.decisions, decision, visible(run, insideOf(run, execution)), run.at, run.pool).value;
  completeInstance(run, execution, named(result, answer));
}
