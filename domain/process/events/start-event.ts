import type { ElementOf } from '../graph';
import { note, open, type Run, type Token } from '../run';
import { takePayload } from './catch-event';

/** 13.5.1: what started the process or event sub-process has happened; what came with it becomes data. */
export function enterStartEvent(run: Run, event: ElementOf<'start-event'>, { scope, happened, again }: Token): void {
  note(run, event.id, 'entered');
  if (happened) note(run, event.id, 'fired');
  takePayload(run, event, open(run, { element: event.id, scope }, again), happened ?? {});
}
