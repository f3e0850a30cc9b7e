import { flowsOut, take } from '../flows';
import type { ElementOf } from '../graph';
import { note, type Run, type Token } from '../run';
import { setWaitingAt, useUp, waitingAt } from './join';
import { canStillCome } from './upstream';

type InclusiveGateway = ElementOf<'inclusive-gateway'>;

/** 13.4.3: a token waits until no other can still come; where each way in has one, or there is one way, there is nothing to wait for. */
export function enterInclusiveGateway(run: Run, gateway: InclusiveGateway, { scope, flow }: Token): void {
  note(run, gateway.id, 'entered');
  if (gateway.incoming.length <= 1) return split(run, gateway, scope);
  const arrived = [...waitingAt(run, scope, gateway.id), flow ?? ''];
  setWaitingAt(run, scope, gateway.id, arrived);
  if (gateway.incoming.every((id) => arrived.includes(id))) joinInclusive(run, gateway, scope);
}

/** Asked when nothing else moves, too. True where it went on. */
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
