import { changeScope, scopeOf, type Run } from '../run';

/** Flows of the tokens that wait at a gateway (or at an activity that wants several), in order of arrival. */
export const waitingAt = (run: Run, scope: string, element: string): readonly string[] =>
  scopeOf(run, scope).arrived?.[element] ?? [];

export function setWaitingAt(run: Run, scope: string, element: string, flows: readonly string[]): void {
  const { [element]: _before, ...others } = scopeOf(run, scope).arrived ?? {};
  changeScope(run, scope, { arrived: flows.length > 0 ? { ...others, [element]: flows } : others });
}

/** Uses up one token of each of the flows; a second one on the same flow waits for the next round. */
export function useUp(run: Run, scope: string, element: string, flows: readonly string[]): void {
  const rest = [...waitingAt(run, scope, element)];
  for (const flow of flows) {
    const place = rest.indexOf(flow);
    if (place >= 0) rest.splice(place, 1);
  }
  setWaitingAt(run, scope, element, rest);
}
