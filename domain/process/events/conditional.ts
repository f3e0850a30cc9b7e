import { isTrue } from '../flows';
import type { Event } from '../graph';
import { guard } from '../incident';
import { elementOf, executionOf, type Run } from '../run';
import type { Subscription } from '../state';
import { scopeFor } from './happen';

/** 10.5.5: data changed; a condition that did not hold and now does has happened. It happens again only after it has not held. */
export function checkConditions(run: Run): void {
  run.dataChanged = false;
  for (const [id, subscription] of [...run.subscriptions]) {
    if (subscription.held === undefined || !run.subscriptions.has(id)) continue;
    guard(run, about(run, subscription), () => check(run, id, subscription), ownerOf(run, subscription));
  }
}

function check(run: Run, id: string, subscription: Subscription): void {
  const { definitions } = elementOf(run, subscription.element) as Event;
  const definition = definitions[subscription.definition];
  if (definition?.type !== 'conditional') return;
  const held = isTrue(run, scopeFor(run, subscription), definition.condition, subscription.element);
  if (held === subscription.held) return;
  run.subscriptions.set(id, { ...subscription, held });
  if (held) run.agenda.unshift({ type: 'happen', subscription: id, payload: {} });
}

const ownerOf = (run: Run, { execution }: Subscription): string | undefined =>
  run.executions.has(execution) ? execution : undefined;

function about(run: Run, subscription: Subscription) {
  const owner = ownerOf(run, subscription);
  if (owner !== undefined) return { ...executionOf(run, owner), stage: 'enter' as const };
  return { element: subscription.element, scope: subscription.execution, stage: 'enter' as const };
}
