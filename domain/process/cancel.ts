import { isActivity } from './graph';
import { elementOf, note, type Run } from './run';
import { changeScope, scopeOf } from './run';

/** Takes an execution back with all that is inside it, that it listens to, and that compensates for it. */
export function cancel(run: Run, execution: string): void {
  const cancelled = run.executions.get(execution);
  if (!cancelled) return;
  const element = elementOf(run, cancelled.element);
  const { kind, id } = element;
  const isReading = cancelled.stage === 'read';
  const isHost = cancelled.loop !== undefined || (isReading && isActivity(element) && element.loop !== undefined);
  // An instance whose turn has not come was never entered; one that has left is only still heard of.
  const isSilent =
    cancelled.stage === 'leave' ||
    (cancelled.of !== undefined && run.agenda.some((move) => move.type === 'perform' && move.execution === execution));
  if (cancelled.state === 'waiting' && !isHost && !isSilent && !isReading) {
    if (kind === 'user-task' || kind === 'manual-task') run.effects.push({ type: 'withdraw-work-item', execution });
    if (kind === 'service-task' || kind === 'send-task' || kind === 'business-rule-task')
      run.effects.push({ type: 'cancel-operation', execution });
    if (kind === 'call-activity' && element.opensCaseFile) run.effects.push({ type: 'cancel-case-file', execution });
  }
  for (const [other, { of, for: purpose }] of [...run.executions])
    if (of === execution || purpose === execution) cancel(run, other);
  run.agenda = run.agenda.filter(
    (move) =>
      !('execution' in move && move.execution === execution) && !(move.type === 'enter' && move.for === execution),
  );
  if (run.scopes.has(execution)) empty(run, execution);
  if (!isHost && !isSilent) note(run, id, 'cancelled');
  close(run, execution);
}

/** Ends all that goes on in a scope: an interrupting event stops the branch that threw it, too. */
export function empty(run: Run, scope: string): void {
  for (const [execution, { scope: at }] of [...run.executions]) if (at === scope) cancel(run, execution);
  run.agenda = run.agenda.filter((move) => !(move.type === 'enter' && move.scope === scope));
  for (const [id, { execution, element }] of run.subscriptions)
    if (execution === scope && elementOf(run, element).kind === 'start-event') endSubscription(run, id);
  if (run.scopes.has(scope) && scopeOf(run, scope).isContainer)
    changeScope(run, scope, { arrived: {}, fired: {}, pending: [] });
}

/** The execution is over: nothing of it is left. */
export function close(run: Run, execution: string): void {
  const { scope = '' } = run.executions.get(execution) ?? {};
  unsubscribe(run, execution);
  run.executions.delete(execution);
  run.scopes.delete(execution);
  if (run.scopes.get(scope)?.isSnapshot && !run.executions.has(scope)) run.scopes.delete(scope);
}

/** Stops listening on behalf of an execution or scope. */
export function unsubscribe(run: Run, execution: string): void {
  for (const [id, subscription] of run.subscriptions)
    if (subscription.execution === execution) endSubscription(run, id);
}

export function endSubscription(run: Run, id: string): void {
  if (run.subscriptions.get(id)?.dueAt !== undefined) run.effects.push({ type: 'cancel-timer', timer: id });
  run.subscriptions.delete(id);
}
