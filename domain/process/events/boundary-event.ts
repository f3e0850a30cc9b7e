import type { JsonObject } from '../../json';
import { cancel } from '../cancel';
import type { ElementOf } from '../graph';
import { executionOf, note, open, type Run } from '../run';
import { catchTrigger } from './catch-event';

/** 13.5.3: what happened to an activity ends it where the event interrupts; the event's own flows go on. */
export function fireBoundary(
  run: Run,
  event: ElementOf<'boundary-event'>,
  activity: string,
  payload: JsonObject = {},
): void {
  const { scope } = executionOf(run, activity);
  if (event.interrupting) cancel(run, activity);
  note(run, event.id, 'entered');
  catchTrigger(run, event, open(run, { element: event.id, scope }), payload);
}
