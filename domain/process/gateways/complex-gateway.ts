import type { JsonObject } from '../../json';
import { flowsOut, isTrue, take } from '../flows';
import type { ElementOf } from '../graph';
import { changeScope, note, scopeOf, type Run, type Token } from '../run';
import { setWaitingAt, useUp, waitingAt } from './join';
import { canStillCome } from './upstream';

type ComplexGateway = ElementOf<'complex-gateway'>;

/**
 * 13.4.5: fires when its activation condition holds (`activationCount` is the number of flows with a token); then it waits for the
 * rest, uses them up, and is ready again.
 */
export function enterComplexGateway(run: Run, gateway: ComplexGateway, { scope, flow }: Token): void {
  note(run, gateway.id, 'entered');
  const arrived = [...waitingAt(run, scope, gateway.id), flow ?? ''];
  const used = firedAt(run, scope, gateway.id);
  if (used && !used.includes(flow ?? '')) return awaitRest(run, gateway, scope, [...used, flow ?? '']);
  if (used || !isActivated(run, gateway, scope, arrived)) return setWaitingAt(run, scope, gateway.id, arrived);
  fire(run, gateway, scope, arrived);
}

/** It had its token of every flow: nothing more is awaited, and it is ready again at once. */
function awaitRest(run: Run, gateway: ComplexGateway, scope: string, used: readonly string[]): void {
  setFired(run, scope, gateway.id, used);
  if (gateway.incoming.every((flow) => used.includes(flow))) resetComplex(run, gateway, scope);
}

function isActivated(
  run: Run,
  { id, activationCondition }: ComplexGateway,
  scope: string,
  arrived: readonly string[],
): boolean {
  const activationCount = new Set(arrived).size;
  return activationCondition === undefined || isTrue(run, scope, activationCondition, id, { activationCount });
}

function fire(run: Run, gateway: ComplexGateway, scope: string, arrived: readonly string[]): void {
  const flows = [...new Set(arrived)];
  const taken = flowsOut(run, gateway, scope, { waitingForStart: true, activationCount: flows.length });
  setWaitingAt(run, scope, gateway.id, arrived);
  useUp(run, scope, gateway.id, flows);
  note(run, gateway.id, 'left');
  take(run, scope, taken);
  awaitRest(run, gateway, scope, flows);
}

/** Asked when nothing else moves, too: it is ready again once no more of this round can come. True where tokens moved. */
export function resetComplex(run: Run, gateway: ComplexGateway, scope: string): boolean {
  const used = firedAt(run, scope, gateway.id);
  if (!used || canStillCome(run, gateway, scope, new Set(used))) return false;
  setFired(run, scope, gateway.id, undefined);
  take(run, scope, flowsAtReset(run, gateway, scope, { waitingForStart: false, activationCount: used.length }));
  const next = waitingAt(run, scope, gateway.id);
  if (next.length > 0 && isActivated(run, gateway, scope, next)) fire(run, gateway, scope, next);
  return true;
}

/** Only flows whose condition asks for the phase are meant for it. */
const flowsAtReset = (run: Run, { outgoing }: ComplexGateway, scope: string, extra: JsonObject): string[] =>
  outgoing.filter((flow) => {
    const condition = run.graph.flows[flow]?.condition;
    return (
      condition !== undefined && /\bwaitingForStart\b/.test(condition) && isTrue(run, scope, condition, flow, extra)
    );
  });

const firedAt = (run: Run, scope: string, gateway: string): readonly string[] | undefined =>
  scopeOf(run, scope).fired?.[gateway];

function setFired(run: Run, scope: string, gateway: string, flows: readonly string[] | undefined): void {
  const { [gateway]: _before, ...others } = scopeOf(run, scope).fired ?? {};
  changeScope(run, scope, { fired: flows ? { ...others, [gateway]: flows } : others });
}
