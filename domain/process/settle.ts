import { beginPending } from './activities/ad-hoc-sub-process';
import { resultOf } from './activities/call-activity';
import { completeInstance } from './activities/complete';
import { endProcess } from './end-process';
import { finishRevived } from './events/compensation';
import { resetComplex } from './gateways/complex-gateway';
import { joinInclusive } from './gateways/inclusive-gateway';
import { guard } from './incident';
import { elementOf, executionOf, scopeOf, type Run } from './run';
import { ROOT, type Scope } from './state';

/** No token moves: scopes without tokens end, innermost first; then joins go on that no token can come to any more. */
export function settle(run: Run): boolean {
  if (run.now.status !== 'running') return false;
  const drained = [...run.scopes.keys()].reverse().find((id) => isDrained(run, id));
  if (drained === undefined) return join(run);
  if (beginPending(run, drained)) return true;
  if (drained === ROOT) {
    endProcess(run, scopeOf(run, ROOT).isCancelled ? 'cancelled' : 'completed');
    return false;
  }
  endScope(run, drained);
  return true;
}

/** Tokens that wait for others at a join are tokens: a dead path never satisfies it. */
function isDrained(run: Run, id: string): boolean {
  const { isContainer, arrived = {} } = scopeOf(run, id);
  if (!isContainer || Object.keys(arrived).length > 0) return false;
  if ((run.executions.get(id)?.compensating?.length ?? 0) > 0) return false;
  for (const execution of run.executions.values()) if (execution.scope === id || execution.for === id) return false;
  return true;
}

function endScope(run: Run, scope: string): void {
  const execution = executionOf(run, scope);
  if (execution.compensating) return finishRevived(run, scope);
  const activity = elementOf(run, execution.element);
  completeInstance(run, scope, activity.kind === 'call-activity' ? resultOf(run, activity, scope) : {});
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
