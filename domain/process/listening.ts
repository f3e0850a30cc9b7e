import { canonicalJson } from '../canonical-json';
import type { Json } from '../json';
import type { EventDefinition, GraphElement, ProcessGraph } from './graph';
import type { Execution, Scope, Subscription } from './state';

/** Where a case stands, as a state or as a run in the making. */
interface Standing {
  readonly scopes: Iterable<readonly [string, Scope]>;
  readonly executions: Iterable<readonly [string, Execution]>;
  readonly subscriptions: Iterable<readonly [string, Subscription]>;
}

export interface Named {
  readonly type: 'message' | 'signal';
  readonly name: string;
  readonly key?: Json;
}

/**
 * Subscriptions that a message or signal is for, in the order in which they hear of it: outer scopes first, as what they interrupt no
 * longer listens; in one scope event sub-processes, boundary events, then the rest.
 */
export function listenersFor(graph: ProcessGraph, standing: Standing, named: Named): string[] {
  const parents = new Map([...standing.scopes].map(([id, { parent }]) => [id, parent]));
  const scopes = new Map([...standing.executions].map(([id, { scope }]) => [id, scope]));
  const depthOf = (scope: string | null): number => (scope === null ? 0 : 1 + depthOf(parents.get(scope) ?? null));
  return [...standing.subscriptions]
    .filter(([, subscription]) => isFor(graph, subscription, named))
    .map(([id, { element: listener, execution }]) => {
      const rank = RANK[graph.elements[listener]?.kind ?? ''] ?? 2;
      return { id, rank, depth: depthOf(rank === 0 ? execution : (scopes.get(execution) ?? '')) };
    })
    .sort((one, other) => one.depth - other.depth || one.rank - other.rank)
    .map(({ id }) => id);
}

const RANK: Readonly<Record<string, number>> = { 'start-event': 0, 'boundary-event': 1 };

/** Correlated by its name, and by its key where both sides have one. */
function isFor(graph: ProcessGraph, { element, definition, key }: Subscription, named: Named): boolean {
  const listened = definitionsOf(graph.elements[element])[definition];
  if (!listened || listened.type !== named.type) return false;
  const name = listened.type === 'message' ? listened.message : listened.type === 'signal' ? listened.signal : '';
  if (name !== named.name) return false;
  return key === undefined || named.key === undefined || key === canonicalJson(named.key);
}

export function definitionsOf(element: GraphElement | undefined): readonly EventDefinition[] {
  if (element?.kind === 'receive-task') return element.message ? [element.message] : [];
  return element && 'definitions' in element ? element.definitions : [];
}
