import { flowsOut, take } from '../flows';
import type { ElementOf } from '../graph';
import { note, type Run, type Token } from '../run';
import { setWaitingAt, useUp, waitingAt } from './join';
import { canStillCome } from './upstream';

type InclusiveGateway = ElementOf<'inclusive-gateway'>;

/** 13.4.3: a token waits until no other can still come; with one way in there is nothing to wait for. */
export function enterInclusiveGateway(run: Run, gateway: InclusiveGateway, { scope, flow }: Token): void {
  note(run, gateway.id, 'entered');
  if (gateway.incoming.length <= 1) return split(run, gateway, scope);
  setWaitingAt(run, scope, gateway.id, [...waitingAt(run, scope, gateway.id), flow ?? '']);
}

/** Asked when nothing else moves. True where it went on. */
export function joinInclusive(run: Run, gateway: InclusiveGateway, scope: string): boolean {
  const arrived = new Set(waitingAt(run, scope, gateway.id));
  if (arrived.size === 0 || canStillCome(run, gateway, scope, arrived)) return false;
  useUp(run, scope, gateway.id, [...arrived]);
  split(run, gateway, scope);
  return true;
}

function split(run: Run, gateway: InclusiveGateway, scope: string): void {
  const taken = flowsOut(run, gateway, scope);
  note(run, gateway.id, 'left');
  take(run, scope, taken);
}
