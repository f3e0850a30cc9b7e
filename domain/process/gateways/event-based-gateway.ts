import { listen, listenerOf } from '../events/listen';
import type { ElementOf } from '../graph';
import { note, open, type Run, type Token } from '../run';

/** 13.4.4: the token waits here for the first of the events after it; `happen` passes it on. */
export function enterEventGateway(run: Run, gateway: ElementOf<'event-based-gateway'>, { scope, again }: Token): void {
  note(run, gateway.id, 'entered');
  const execution = open(run, { element: gateway.id, scope }, again);
  for (const flow of gateway.outgoing) {
    const target = run.graph.flows[flow]?.target;
    if (target !== undefined) listen(run, listenerOf(run, target), execution, scope);
  }
}
