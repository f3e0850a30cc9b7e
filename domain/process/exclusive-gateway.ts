import { DomainError } from '../errors';
import type { ElementOf } from './graph';
import type { Run } from './run';
import { holds } from './sequence-flow';

/** BPMN 2.0, 13.4.2: the first flow, in document order, whose condition holds; else the default. */
export function enterExclusiveGateway(run: Run, gateway: ElementOf<'exclusive-gateway' | 'parallel-gateway'>): void {
  const chosen = gateway.outgoing.find((id) => id !== gateway.default && holds(run, id)) ?? gateway.default;
  if (!chosen)
    throw new DomainError(
      'SERVICE_INVALID',
      `Gateway ${gateway.id} has no way out: no condition holds and there is no default flow`,
    );
  run.note(gateway.id, 'left');
  run.take([chosen]);
}
