import { beginPending, isOver } from './activities/ad-hoc-sub-process';
import { resultOf } from './activities/call-activity';
import { completeInstance } from './activities/complete';
import { isCompleting } from './completing';
import { endProcess } from './end-process';
import { finishRevived } from './events/compensation';
import { resetComplex } from './gateways/complex-gateway';
import { joinInclusive } from './gateways/inclusive-gateway';
import { guard } from './incident';
import { elementOf, executionOf, scopeOf, type Run } from './run';
import { endSubscription } from './cancel';
import { ROOT, type Scope } from './state';

/** No token moves: scopes without tokens end, innermost first; then joins go on that no token can come to any more. */
export function settle(run: Run): boolean {
  if (run.now.status !== 'running') return false;
  stopListening(run);
  const occupied = occupiedScopes(run);
  const drained = [...run.scopes.keys()].reverse().filter((id) => !occupied.has(id) && isDrained(run, id));
  return drained.some((id) => endOf(run, id)) || join(run);
}

/** True where something goes on. */
function endOf(run: Run, drained: string): boolean {
  if (beginPending(run, drained)) return true;
  if (drained === ROOT) {
    endProcess(run, scopeOf(run, ROOT).isCancelled ? 'cancelled' : 'completed');
    return false;
  }
  return endScope(run, drained);
}

/** Tokens that wait for others at a join are tokens: a dead path never satisfies it. A complex gateway is reset before the end. */
function isDrained(run: Run, id: string): boolean {
  const scope = scopeOf(run, id);
  if (!scope.isContainer || gatewaysThatWait(scope).length > 0) return false;
  return (run.executions.get(id)?.compensating?.length ?? 0) === 0;
}

/** Scopes in which something is executed, or for which it compensates. */
function occupiedScopes(run: Run): Set<string> {
  const occupied = new Set<string>();
  for (const { scope, for: purpose } of run.executions.values()) {
    occupied.add(scope);
    if (purpose !== undefined) occupied.add(purpose);
  }
  return occupied;
}

function endScope(run: Run, scope: string): boolean {
  const execution = executionOf(run, scope);
  if (execution.state === 'incident') return false;
  if (execution.compensating) finishRevived(run, scope);
  else {
    const activity = elementOf(run, execution.element);
    let isOverNow = true;
    guard(run, { ...execution, stage: 'enter' }, () => (isOverNow = isOver(run, scope)), scope);
    if (!isOverNow) return false;
    completeInstance(run, scope, activity.kind === 'call-activity' ? resultOf(run, activity, scope) : {});
  }
  return true;
}

/** 13.3.2, Completing: where only event sub-processes still run, no other begins. */
function stopListening(run: Run): void {
  const starts = [...run.subscriptions].filter(([, { element }]) => elementOf(run, element).kind === 'start-event');
  for (const [id, { execution: scope }] of starts) if (isCompleting(run, scope)) endSubscription(run, id);
}

function join(run: Run): boolean {
  for (const [id, scope] of run.scopes)
    for (const gateway of gatewaysThatWait(scope)) if (goesOn(run, gateway, id)) return true;
  return false;
}

const gatewaysThatWait = ({ arrived = {}, fired = {} }: Scope): string[] => [
  ...Object.keys(arrived),
  ...Object.keys(fired),
];

function goesOn(run: Run, id: string, scope: string): boolean {
  const gateway = elementOf(run, id);
  let isMoving = false;
  guard(run, { element: id, scope, stage: 'leave' }, () => {
    if (gateway.kind === 'inclusive-gateway') isMoving = joinInclusive(run, gateway, scope);
    if (gateway.kind === 'complex-gateway') isMoving = resetComplex(run, gateway, scope);
  });
  return isMoving;
}
