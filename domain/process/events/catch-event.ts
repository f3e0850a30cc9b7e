import type { JsonObject } from '../../json';
import { close } from '../cancel';
import { closeLocals, giveResult, openLocals } from '../data/mappings';
import { leave } from '../flows';
import type { ElementOf, Event } from '../graph';
import { guard } from '../incident';
import { executionOf, note, open, type Run, type Token } from '../run';
import { listen } from './listen';

/** 13.5.2: the token waits until what the event listens to happens; a link passes on at once. */
export function enterCatchEvent(run: Run, event: ElementOf<'intermediate-catch-event'>, { scope, again }: Token): void {
  note(run, event.id, 'entered');
  const execution = open(run, { element: event.id, scope }, again);
  if (event.definitions.every(({ type }) => type === 'link')) return catchTrigger(run, event, execution, {});
  listen(run, event, execution, scope);
}

/** What came with the event becomes data, and the token goes on. */
export function catchTrigger(run: Run, event: Event, execution: string, payload: JsonObject): void {
  note(run, event.id, 'fired');
  takePayload(run, event, execution, payload);
}

/** Also of an incident that is tried again. */
export function takePayload(run: Run, event: Event, execution: string, payload: JsonObject): void {
  const about = { ...executionOf(run, execution), stage: 'complete' as const, result: payload };
  guard(
    run,
    about,
    () => {
      openLocals(run, execution, event);
      giveResult(run, execution, event, payload, event.locals);
      closeLocals(run, execution, event);
      note(run, event.id, 'left');
      close(run, execution);
      leave(run, event, about.scope);
    },
    execution,
  );
}
