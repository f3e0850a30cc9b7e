import type { ElementOf } from '../graph';
import type { Run } from '../run';

/**
 * Can a token still come along a flow that has none? (13.4.3) A token counts that can reach such a flow without passing the gateway,
 * unless it can reach one that has a token already: it is expected there.
 */
export function canStillCome(
  run: Run,
  gateway: ElementOf<'inclusive-gateway' | 'complex-gateway'>,
  scope: string,
  arrived: ReadonlySet<string>,
): boolean {
  const places = placesOfTokens(run, scope);
  places.delete(gateway.id);
  const upstreamOf = (flows: readonly string[]): Set<string> =>
    new Set(flows.flatMap((flow) => gateway.upstream[flow] ?? []));
  const full = upstreamOf(gateway.incoming.filter((flow) => arrived.has(flow)));
  const empty = upstreamOf(gateway.incoming.filter((flow) => !arrived.has(flow)));
  return [...places].some((place) => empty.has(place) && !full.has(place));
}

/** Elements of a scope at which a token is; one that compensates beside them goes nowhere. */
function placesOfTokens(run: Run, scope: string): Set<string> {
  const places = new Set(Object.keys(run.scopes.get(scope)?.arrived ?? {}));
  for (const { scope: at, element, detached, for: purpose } of run.executions.values())
    if (at === scope && !detached && purpose === undefined) places.add(element);
  return places;
}
