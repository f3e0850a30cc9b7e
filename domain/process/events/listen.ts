import { canonicalJson } from '../../canonical-json';
import { feel } from '../data/variables';
import { isTrue } from '../flows';
import type { Event, EventDefinition } from '../graph';
import { elementOf, fresh, type Run } from '../run';
import type { Subscription } from '../state';
import { dueAt } from './timer';

/** What may listen: a catching event, or a receive task with its message. */
export interface Listener {
  readonly id: string;
  readonly definitions: readonly EventDefinition[];
}

/**
 * Listens for all that can happen to an event, on behalf of an execution or scope. True where a condition holds already: it happens at
 * once, before what is listened for moves.
 */
export function listen(run: Run, listener: Listener, execution: string, scope: string): boolean {
  let atOnce = false;
  listener.definitions.forEach((definition, index) => {
    const waiting = waitFor(run, definition, scope);
    if (!waiting) return;
    const id = fresh(run, listener.id);
    run.subscriptions.set(id, { element: listener.id, execution, definition: index, ...waiting });
    if (waiting.dueAt !== undefined)
      run.effects.push({ type: 'set-timer', timer: id, element: listener.id, dueAt: waiting.dueAt });
    if (waiting.held) {
      atOnce = true;
      run.agenda.push({ type: 'happen', subscription: id, payload: {} });
    }
  });
  return atOnce;
}

/** Undefined for what is not waited for: what is thrown to (errors, escalations, compensation, cancel), a cycle that is over. */
function waitFor(run: Run, definition: EventDefinition, scope: string): Partial<Subscription> | undefined {
  switch (definition.type) {
    case 'message':
      return definition.key === undefined ? {} : { key: canonicalJson(feel(run, scope, definition.key)) };
    case 'signal':
      return {};
    case 'timer':
      return dueAt(definition.timer, run.at, run.graph.time, (expression) => feel(run, scope, expression));
    case 'conditional':
      return { held: isTrue(run, scope, definition.condition, 'an event') };
    default:
      return undefined;
  }
}

export function listenerOf(run: Run, id: string): Listener {
  const element = elementOf(run, id);
  if (element.kind === 'receive-task') return { id, definitions: element.message ? [element.message] : [] };
  return { id, definitions: (element as Event).definitions };
}
