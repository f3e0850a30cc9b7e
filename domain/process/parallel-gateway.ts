import type { ElementOf } from './graph';
import type { Run } from './run';

/** BPMN 2.0, 13.4.1: waits for one token on each incoming flow, then sends one along each outgoing flow, conditions or not. */
export function enterParallelGateway(
  run: Run,
  gateway: ElementOf<'exclusive-gateway' | 'parallel-gateway'>,
  flow: string | null,
): void {
  const arrived = [...(run.arrived[gateway.id] ?? []), ...(flow === null ? [] : [flow])];
  const isComplete = gateway.incoming.every((id) => arrived.includes(id));
  if (!isComplete) {
    run.arrived[gateway.id] = arrived;
    return;
  }
  // One token of each flow is used up; a second one on the same flow waits for the next round.
  const rest = [...arrived];
  for (const id of gateway.incoming) rest.splice(rest.indexOf(id), 1);
  if (rest.length > 0) run.arrived[gateway.id] = rest;
  else delete run.arrived[gateway.id];
  run.note(gateway.id, 'left');
  run.take(gateway.outgoing);
}
