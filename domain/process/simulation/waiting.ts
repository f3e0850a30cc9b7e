import type { ProcessGraph } from '../graph';
import type { ProcessState } from '../state';
import type { Instance } from './world';

export interface Waiting {
  readonly element: string;
  readonly kind: string;
}

/** Where the tokens of a case wait: work, events, joins; at an event-based gateway the events after it. */
export function waitingFor(graph: ProcessGraph, state: ProcessState): Waiting[] {
  const executions = Object.entries(state.executions).flatMap(([id, execution]) => {
    if (execution.state !== 'waiting' || !isLeaf(state, id)) return [];
    if (graph.elements[execution.element]?.kind !== 'event-based-gateway') return [execution.element];
    return Object.values(state.subscriptions)
      .filter((subscription) => subscription.execution === id)
      .map(({ element }) => element);
  });
  const joins = Object.values(state.scopes).flatMap(({ arrived = {} }) => Object.keys(arrived));
  // A token at a join waits for others: it is what the case waits for only where there are no others.
  const waiting = [executions, joins, emptyOnes(state)].find((elements) => elements.length > 0) ?? [];
  return waiting.map((element) => ({ element, kind: graph.elements[element]?.kind ?? '' }));
}

/** Sub-processes in which nothing is active, and that still wait for their completion condition. */
const emptyOnes = ({ executions }: ProcessState): string[] =>
  Object.entries(executions)
    .filter(([id, { loop, state }]) => !loop && state === 'waiting' && !hasInside(executions, id))
    .map(([, { element }]) => element);

const hasInside = (executions: ProcessState['executions'], id: string): boolean =>
  Object.values(executions).some(({ scope, of }) => scope === id || of === id);

/** Nothing goes on inside: it is itself what waits. */
const isLeaf = ({ executions, scopes }: ProcessState, id: string): boolean => {
  const { loop, compensating } = executions[id] ?? {};
  return !loop && !compensating && !scopes[id]?.isContainer;
};

/** The execution, or what listens, at an element: of the newest instance first. */
export function addressed(
  graph: ProcessGraph,
  instances: readonly Instance[],
  element: string,
): { instance: Instance; execution: string } | undefined {
  for (const instance of [...instances].reverse()) {
    const { executions, subscriptions } = instance.state;
    const at = Object.entries(executions).filter(([, execution]) => execution.element === element && !execution.loop);
    const [execution] = at.find(([, { state }]) => state === 'waiting') ?? at[0] ?? [];
    const [listening] = Object.entries(subscriptions).find(([, other]) => other.element === element) ?? [];
    const found = execution ?? listening;
    if (found !== undefined && graph.elements[element]) return { instance, execution: found };
  }
  return undefined;
}
