import { take } from '../flows';
import type { ElementOf } from '../graph';
import { note, type Run, type Token } from '../run';
import { setWaitingAt, useUp, waitingAt } from './join';

/** 13.4.1: waits for one token on each incoming flow, then sends one along each outgoing flow, conditions or not. */
export function enterParallelGateway(run: Run, gateway: ElementOf<'parallel-gateway'>, { scope, flow }: Token): void {
  note(run, gateway.id, 'entered');
  if (gateway.incoming.length > 1) {
    const arrived = [...waitingAt(run, scope, gateway.id), ...(flow === null ? [] : [flow])];
    setWaitingAt(run, scope, gateway.id, arrived);
    if (!gateway.incoming.every((id) => arrived.includes(id))) return;
    useUp(run, scope, gateway.id, gateway.incoming);
  }
  note(run, gateway.id, 'left');
  take(run, scope, gateway.outgoing);
}
