import { isActivity, type GraphElement, type ProcessGraph } from './graph';
import type { Execution } from './state';

/** Where the token of an element may go on instead: what a flow can lead to in the same process or sub-process. */
export function skipTargets({ elements }: ProcessGraph, element: string): string[] {
  const from = elements[element];
  if (!from || isHandler(from)) return [];
  return Object.values(elements)
    .filter((other) => other.id !== element && other.container === from.container && isEnterable(other))
    .map(({ id }) => id);
}

/** Whether the token of an execution may go on there. One that compensates can only go back to what asked for it. */
export function maySkip(
  { elements }: ProcessGraph,
  find: (execution: string) => Execution | undefined,
  id: string,
  to: string,
): boolean {
  const execution = find(find(id)?.of ?? id);
  const target = elements[to];
  if (!execution || !target || execution.for !== undefined) return false;
  return target.container === elements[execution.element]?.container && isEnterable(target);
}

/** A token can come to it along a flow. */
const isEnterable = (element: GraphElement): boolean => !NEVER_ENTERED.has(element.kind) && !isHandler(element);

const isHandler = (element: GraphElement): boolean => isActivity(element) && element.isForCompensation;

const NEVER_ENTERED: ReadonlySet<string> = new Set(['start-event', 'boundary-event', 'event-sub-process', 'process']);
