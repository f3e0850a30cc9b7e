import { DomainError } from '../../errors';
import type { JsonObject } from '../../json';
import { takeInputs } from '../data/mappings';
import { listen, listenerOf } from '../events/listen';
import type { Activity, ElementOf } from '../graph';
import { LIMITS } from '../limits';
import { elementOf, executionOf, insideOf, note, scopeOf, type Run } from '../run';
import { performRule } from './business-rule-task';
import { performCall } from './call-activity';
import { completeInstance } from './complete';
import { performScript } from './script-task';
import { performSend } from './send-task';
import { performSubProcess } from './sub-process';
import { openWorkItem } from './user-task';

/** One instance of an activity does its work: one that is done by others waits, one that is pure is over at once. */
export function perform(run: Run, execution: string, isEntered = false): void {
  const activity = elementOf(run, executionOf(run, execution).element) as Activity;
  if (!isEntered) note(run, activity.id, 'entered');
  const inputs = takeInputs(run, execution, activity);
  switch (activity.kind) {
    case 'user-task':
    case 'manual-task':
      return openWorkItem(run, activity, execution, inputs);
    case 'service-task':
      return callOperation(run, activity, execution, inputs);
    case 'send-task':
      return performSend(run, activity, execution, inputs);
    case 'receive-task':
      return void listen(run, listenerOf(run, activity.id), execution, insideOf(run, execution));
    case 'business-rule-task':
      return performRule(run, activity, execution, inputs);
    case 'script-task':
      return performScript(run, activity, execution);
    case 'task':
      return completeInstance(run, execution, {});
    default:
      return performInside(run, activity, execution);
  }
}

type Inside = Exclude<Activity, { kind: 'task' }>;

function performInside(run: Run, activity: Inside, execution: string): void {
  if (depthOf(run, executionOf(run, execution).scope) > LIMITS.depth)
    throw new DomainError('SERVICE_INVALID', `${activity.id} lies more than ${LIMITS.depth} processes deep`);
  if (activity.kind === 'call-activity') performCall(run, activity, execution);
  else if ('eventSubprocesses' in activity) performSubProcess(run, activity, execution);
}

function depthOf(run: Run, scope: string): number {
  let depth = 0;
  for (let id: string | null = scope; id !== null; id = scopeOf(run, id).parent) depth += 1;
  return depth;
}

function callOperation(
  run: Run,
  { id, operation }: ElementOf<'service-task'>,
  execution: string,
  inputs: JsonObject,
): void {
  run.effects.push({ type: 'call-operation', execution, element: id, operation, inputs });
}
