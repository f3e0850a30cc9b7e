import { listen, listenerOf } from '../events/listen';
import { refuseTooManyTokens } from '../limits';
import { elementOf, scopeOf, type Run } from '../run';
import type { ElementOf } from '../graph';

/** Begins what is inside a scope: first it listens for its event sub-processes, then its tokens set out. */
export function beginContainer(run: Run, scope: string): void {
  listenInside(run, scope);
  const container = elementOf(run, scopeOf(run, scope).element);
  if (!('starts' in container)) return;
  refuseTooManyTokens(run, container.starts.length);
  for (const element of container.starts) run.agenda.push({ type: 'enter', element, scope, flow: null });
}

/** Listens for what starts the event sub-processes of a scope. */
export function listenInside(run: Run, scope: string): void {
  const container = elementOf(run, scopeOf(run, scope).element);
  if (!('eventSubprocesses' in container)) return;
  for (const id of container.eventSubprocesses) {
    const { start } = elementOf(run, id) as ElementOf<'event-sub-process'>;
    listen(run, listenerOf(run, start), scope, scope);
  }
}
