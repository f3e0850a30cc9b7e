import type { JsonObject } from '../../json';
import { cancel } from '../cancel';
import type { ElementOf } from '../graph';
import { containerOf, executionOf, note, open, type Run } from '../run';
import { catchTrigger } from './catch-event';
import { compensateNext } from './compensation';

/** 13.5.3: what happened to an activity ends it where the event interrupts; the event's own flows go on. */
export function fireBoundary(
  run: Run,
  event: ElementOf<'boundary-event'>,
  activity: string,
  payload: JsonObject = {},
): void {
  const { scope, for: purpose } = executionOf(run, activity);
  // That of a compensation handler is only the data of then.
  const container = containerOf(run, scope);
  if (event.interrupting) cancel(run, activity);
  note(run, event.id, 'entered');
  catchTrigger(run, event, open(run, { element: event.id, scope: container }), payload);
  if (event.interrupting && purpose !== undefined) compensateNext(run, purpose);
}
