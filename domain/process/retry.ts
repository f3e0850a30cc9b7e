import { completeInstance } from './activities/complete';
import { cancel, close } from './cancel';
import { assign } from './data/variables';
import { takePayload } from './events/catch-event';
import { leave } from './flows';
import { isActivity, isEvent } from './graph';
import type { JsonObject } from '../json';
import { changeExecution, elementOf, executionOf, type Run } from './run';

/** An incident is tried again where it stopped: what was done already is not done a second time. */
export function retry(run: Run, id: string, variables: JsonObject): void {
  const { element: elementId, scope, of, stage, result = {}, flow = null, for: purpose } = executionOf(run, id);
  assign(run, scope, variables);
  changeExecution(run, id, { state: 'waiting' });
  if (executionOf(run, id).compensating) return;
  const element = elementOf(run, elementId);
  if (stage === 'leave') {
    close(run, id);
    return leave(run, element, scope, isActivity(element) ? element.completionQuantity : 1);
  }
  if (stage === 'complete' && isActivity(element)) return completeInstance(run, id, result);
  if (stage === 'complete' && isEvent(element)) return takePayload(run, element, id, result);
  if (of !== undefined || stage === undefined) return void run.agenda.push({ type: 'perform', execution: id });
  for (const [other, { of: outer }] of [...run.executions]) if (outer === id) cancel(run, other);
  close(run, id);
  run.agenda.push({
    ...{ type: 'enter', element: elementId, scope, flow, again: id },
    ...(purpose !== undefined && { for: purpose }),
  });
}
