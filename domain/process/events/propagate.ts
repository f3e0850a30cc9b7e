import type { JsonObject } from '../../json';
import { startEventSubprocess } from '../activities/event-sub-process';
import type { ElementOf, GraphElement } from '../graph';
import { isActivity } from '../graph';
import { isCompleting } from '../completing';
import { containerOf, elementOf, executionOf, scopeOf, type Run } from '../run';
import { ROOT } from '../state';
import { fireBoundary } from './boundary-event';

type Thrown = 'error' | 'escalation';

/** Where an error or escalation comes from: an activity that threw it, or the scope of an event that did. */
export type Origin = { readonly execution: string } | { readonly scope: string };

/** What catches it: a boundary event of an activity, or the start event of an event sub-process in a scope. */
type Catcher = { readonly event: GraphElement; readonly at: string };

/**
 * Looks from the inside out for what catches (10.5.1, 10.5.6): the activity's boundary, the event sub-processes of the scope it stands in,
 * the boundary of the activity whose inside that is, and so on. On one level an event with the code comes before one without.
 */
export function findCatcher(run: Run, type: Thrown, code: string, origin: Origin): Catcher | undefined {
  let execution = 'execution' in origin ? origin.execution : undefined;
  let scope = 'scope' in origin ? origin.scope : ROOT;
  for (;;) {
    let own: string | undefined;
    if (execution !== undefined) {
      const inner = executionOf(run, execution);
      const at = inner.of ?? execution;
      const activity = elementOf(run, inner.element);
      const event = isActivity(activity) ? matching(run, activity.boundaries, type, code) : undefined;
      if (event) return { event, at };
      // What an event sub-process throws itself is not for itself, nor for others where it has interrupted their scope.
      own = activity.kind === 'event-sub-process' ? activity.start : undefined;
      scope = executionOf(run, at).scope;
    }
    scope = containerOf(run, scope);
    const isClosed = own !== undefined && isCompleting(run, scope);
    const starts = isClosed ? [] : startsOf(run, scope).filter((start) => start !== own);
    const event = matching(run, starts, type, code);
    if (event) return { event, at: scope };
    if (scope === ROOT) return undefined;
    execution = scope;
  }
}

const startsOf = (run: Run, scope: string): string[] =>
  eventSubprocessesOf(run, scope).map((id) => (elementOf(run, id) as ElementOf<'event-sub-process'>).start);

function eventSubprocessesOf(run: Run, scope: string): readonly string[] {
  const container = elementOf(run, scopeOf(run, scope).element);
  return 'eventSubprocesses' in container ? container.eventSubprocesses : [];
}

function matching(run: Run, events: readonly string[], type: Thrown, code: string): GraphElement | undefined {
  const codeOf = (id: string): string | null | undefined => {
    const element = elementOf(run, id);
    if (!('definitions' in element)) return undefined;
    const codes = element.definitions.flatMap((definition) => (definition.type === type ? [definition.code] : []));
    return codes.includes(code) ? code : codes.includes(null) ? null : undefined;
  };
  const id = events.find((event) => codeOf(event) === code) ?? events.find((event) => codeOf(event) === null);
  return id === undefined ? undefined : elementOf(run, id);
}

/** Lets it be caught. False where nobody does. */
export function propagate(run: Run, type: Thrown, code: string, origin: Origin, payload: JsonObject = {}): boolean {
  const catcher = findCatcher(run, type, code, origin);
  if (!catcher) return false;
  if (catcher.event.kind === 'boundary-event') fireBoundary(run, catcher.event, catcher.at, payload);
  else if (catcher.event.kind === 'start-event') startEventSubprocess(run, catcher.event, catcher.at, payload);
  return true;
}
