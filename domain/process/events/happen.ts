import type { JsonObject } from '../../json';
import { completeInstance } from '../activities/complete';
import type { Event } from '../graph';
import { close, endSubscription } from '../cancel';
import { elementOf, executionOf, note, open, type Run } from '../run';
import { catchTrigger } from './catch-event';
import type { Subscription } from '../state';
import { fireBoundary } from './boundary-event';
import { startEventSubprocess } from '../activities/event-sub-process';
import { listen, listenerOf } from './listen';
import { dueAgain } from './timer';
import { assign } from '../data/variables';

/** What is listened to has happened. */
export function happen(run: Run, id: string, payload: JsonObject): void {
  const subscription = run.subscriptions.get(id);
  if (!subscription) return;
  const element = elementOf(run, subscription.element);
  const isRepeated = 'interrupting' in element && !element.interrupting;
  if ('parallelMultiple' in element && element.parallelMultiple) {
    endSubscription(run, id);
    const isAwaitingMore = [...run.subscriptions.values()].some((other) => belongsTogether(other, subscription));
    if (isAwaitingMore) return assign(run, scopeFor(run, subscription), payload);
    if (isRepeated) listen(run, listenerOf(run, element.id), subscription.execution, scopeFor(run, subscription));
  } else if (isRepeated) goOnListening(run, id, subscription);
  else endSubscription(run, id);
  act(run, subscription, payload);
}

const belongsTogether = (one: Subscription, other: Subscription): boolean =>
  one.element === other.element && one.execution === other.execution;

/** Where its conditions are evaluated and its data goes. */
export const scopeFor = (run: Run, { element, execution }: Subscription): string =>
  elementOf(run, element).kind === 'start-event' ? execution : executionOf(run, execution).scope;

/** A timer cycle fires again; messages, signals and conditions are listened for as before. */
function goOnListening(run: Run, id: string, subscription: Subscription): void {
  if (subscription.dueAt === undefined) return;
  run.subscriptions.delete(id);
  const again = dueAgain(subscription, run.graph.time);
  if (!again) return;
  run.subscriptions.set(id, { ...subscription, ...again });
  run.effects.push({ type: 'set-timer', timer: id, element: subscription.element, dueAt: again.dueAt });
}

function act(run: Run, { element: id, execution }: Subscription, payload: JsonObject): void {
  const element = elementOf(run, id);
  if (element.kind === 'boundary-event') return fireBoundary(run, element, execution, payload);
  if (element.kind === 'start-event') return startEventSubprocess(run, element, execution, payload);
  const waiting = executionOf(run, execution);
  if (waiting.element !== id) return passGateway(run, id, execution, payload);
  if (element.kind === 'receive-task') return completeInstance(run, execution, payload);
  catchTrigger(run, element as Event, execution, payload);
}

/** 13.4.4: the first event that happens takes the token; the others are no longer waited for. */
function passGateway(run: Run, id: string, gateway: string, payload: JsonObject): void {
  const { element, scope } = executionOf(run, gateway);
  const { kind, ...rest } = elementOf(run, element);
  const isAwaitingMore = [...run.subscriptions.values()].some(
    (other) => other.execution === gateway && other.element !== id,
  );
  // Of a parallel one all events must happen, each sends its token on.
  if (kind === 'event-based-gateway' && 'parallel' in rest && rest.parallel && isAwaitingMore)
    return occur(run, id, scope, payload);
  close(run, gateway);
  note(run, element, 'left');
  occur(run, id, scope, payload);
}

/** An event or receive task that has happened already when its token comes. */
export function occur(run: Run, id: string, scope: string, payload: JsonObject): void {
  const element = elementOf(run, id);
  const execution = open(run, { element: id, scope });
  note(run, id, 'entered');
  if (element.kind === 'receive-task') return completeInstance(run, execution, payload);
  catchTrigger(run, element as Event, execution, payload);
}
