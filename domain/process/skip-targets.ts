import { isActivity, type GraphElement, type ProcessGraph } from './graph';

/** Where the token of an element may go on instead: what a flow can lead to in the same process or sub-process. */
export function skipTargets({ elements }: ProcessGraph, element: string): string[] {
  const container = elements[element]?.container;
  return Object.values(elements)
    .filter((other) => other.id !== element && other.container === container && isEnterable(other))
    .map(({ id }) => id);
}

/** A token can come to it along a flow. */
export const isEnterable = (element: GraphElement): boolean =>
  !NEVER_ENTERED.has(element.kind) && !(isActivity(element) && element.isForCompensation);

const NEVER_ENTERED: ReadonlySet<string> = new Set(['start-event', 'boundary-event', 'event-sub-process', 'process']);
