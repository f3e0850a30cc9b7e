import type { JsonObject } from '../../json';
import { publish } from '../events/publish';
import type { ElementOf } from '../graph';
import { insideOf, type Run } from '../run';

/** 13.3.3: an operation sends where the model names one; else the message goes out as that of a throwing event does. */
export function performSend(
  run: Run,
  { id, operation, message }: ElementOf<'send-task'>,
  execution: string,
  inputs: JsonObject,
): void {
  const publisher = { execution, element: id, scope: insideOf(run, execution) };
  if (operation === '' && message && publish(run, publisher, [message], inputs)) return;
  run.effects.push({ type: 'call-operation', execution, element: id, operation, inputs });
}
