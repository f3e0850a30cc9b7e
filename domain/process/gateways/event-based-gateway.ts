import { listen, listenerOf } from '../events/listen';
import type { ElementOf } from '../graph';
import { note, open, type Run, type Token } from '../run';

/** 13.4.4: the token waits here for the first of the events after it; `happen` passes it on. */
export function enterEventGateway(run: Run, gateway: ElementOf<'event-based-gateway'>, { scope, again }: Token): void {
  note(run, gateway.id, 'entered');
  const execution = open(run, { element: gateway.id, scope }, again);
  for (const target of targetsOf(run, gateway)) listen(run, listenerOf(run, target), execution, scope);
}

export const targetsOf = (run: Run, { outgoing }: ElementOf<'event-based-gateway'>): string[] =>
  outgoing.flatMap((flow) => run.graph.flows[flow]?.target ?? []);
