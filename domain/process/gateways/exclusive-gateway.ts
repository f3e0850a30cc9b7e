import { holds, noWayOut, take } from '../flows';
import type { ElementOf } from '../graph';
import { note, type Run, type Token } from '../run';

/** 13.4.2: each token goes on along the first flow, in document order, whose condition holds; else the default. */
export function enterExclusiveGateway(run: Run, gateway: ElementOf<'exclusive-gateway'>, { scope }: Token): void {
  note(run, gateway.id, 'entered');
  const chosen = gateway.outgoing.find((id) => id !== gateway.default && holds(run, scope, id)) ?? gateway.default;
  if (chosen === undefined && gateway.outgoing.length > 0) throw noWayOut(run, gateway, scope);
  note(run, gateway.id, 'left');
  if (chosen !== undefined) take(run, scope, [chosen]);
}
