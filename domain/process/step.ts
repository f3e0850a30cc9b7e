import { beginActivity, enterActivity } from './activities/activity';
import { perform } from './activities/perform';
import { finishCancel } from './activities/transaction';
import type { Effect, ProcessEvent, TraceEntry } from './events';
import { enterCatchEvent } from './events/catch-event';
import { finishRevived } from './events/compensation';
import { checkConditions } from './events/conditional';
import { happen } from './events/happen';
import { enterStartEvent } from './events/start-event';
import { enterThrowEvent, finishThrow, throwDeferred } from './events/throw-event';
import { enterComplexGateway } from './gateways/complex-gateway';
import { enterEventGateway } from './gateways/event-based-gateway';
import { enterExclusiveGateway } from './gateways/exclusive-gateway';
import { enterInclusiveGateway } from './gateways/inclusive-gateway';
import { enterParallelGateway } from './gateways/parallel-gateway';
import type { ProcessGraph } from './graph';
import { isActivity } from './graph';
import { guard } from './incident';
import { LIMITS } from './limits';
import { DomainError } from '../errors';
import { refuseUnknown } from './migrate-state';
import { receive } from './receive';
import { createRun, elementOf, executionOf, stateOf, type Move, type Run, type Token } from './run';
import { settle } from './settle';
import type { ProcessState } from './state';

export interface Step {
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceEntry[];
}

/**
 * The engine: what a case does when something happens. Pure, total and deterministic: the same graph, state and event give the
 * same answer on any machine, for ever. An event that addresses nothing that waits changes nothing. Throws `STATE_UNKNOWN` for a kept
 * state that was not migrated.
 */
export function step(graph: ProcessGraph, state: ProcessState, event: ProcessEvent): Step {
  refuseUnknown(state);
  const run = createRun(graph, state, event.at);
  receive(run, state.process, event);
  for (let moves = 0; moveOn(run, moves); moves += 1);
  return { state: stateOf(run, state), effects: run.effects, trace: run.trace };
}

/** One thing after the other: conditions look at changed data, tokens move, throws happen, scopes end, joins are asked. */
function moveOn(run: Run, moves: number): boolean {
  if (run.dataChanged) checkConditions(run);
  const move = run.agenda.shift();
  if (move) {
    const execution = executionIn(run, move);
    guard(
      run,
      () => aboutOf(run, move, execution),
      () => makeMove(run, move, moves),
      execution,
    );
    return true;
  }
  const thrower = run.deferred.shift();
  if (thrower !== undefined) {
    throwDeferred(run, thrower);
    return true;
  }
  return settle(run);
}

function makeMove(run: Run, move: Move, moves: number): void {
  if (moves >= LIMITS.moves)
    throw new DomainError('SERVICE_INVALID', `More than ${LIMITS.moves} elements were passed without a wait`);
  switch (move.type) {
    case 'enter':
      return enter(run, move);
    case 'begin':
      return beginActivity(run, move.execution, true);
    case 'perform':
      return performExecution(run, move.execution);
    case 'happen':
      return happen(run, move.subscription, move.payload);
  }
}

function enter(run: Run, token: Token): void {
  const element = elementOf(run, token.element);
  if (isActivity(element)) return enterActivity(run, element, token);
  switch (element.kind) {
    case 'start-event':
      return enterStartEvent(run, element, token);
    case 'intermediate-catch-event':
      return enterCatchEvent(run, element, token);
    case 'intermediate-throw-event':
    case 'end-event':
      return enterThrowEvent(run, element, token);
    case 'exclusive-gateway':
      return enterExclusiveGateway(run, element, token);
    case 'parallel-gateway':
      return enterParallelGateway(run, element, token);
    case 'inclusive-gateway':
      return enterInclusiveGateway(run, element, token);
    case 'complex-gateway':
      return enterComplexGateway(run, element, token);
    case 'event-based-gateway':
      return enterEventGateway(run, element, token);
    case 'boundary-event':
    case 'process':
      throw new DomainError('SERVICE_INVALID', `${element.id} cannot be entered by a flow`);
  }
}

/** An instance does its work; one that compensated has come to the end of it. */
function performExecution(run: Run, execution: string): void {
  const { element, compensating, for: purpose } = executionOf(run, execution);
  const { kind } = elementOf(run, element);
  if (compensating === undefined) return perform(run, execution);
  if (kind === 'end-event' || kind === 'intermediate-throw-event') return finishThrow(run, execution);
  if (purpose !== undefined) return finishRevived(run, execution);
  finishCancel(run, execution);
}

/** What an incident would be about. */
function aboutOf(run: Run, move: Move, execution = '') {
  if (move.type === 'enter')
    return {
      ...{ element: move.element, scope: move.scope, stage: 'enter' as const },
      ...(move.flow !== null && { flow: move.flow }),
      ...(move.for !== undefined && { for: move.for }),
    };
  const { element, scope } = run.executions.get(execution) ?? { element: execution, scope: execution };
  return { element, scope, stage: 'enter' as const };
}

function executionIn(run: Run, move: Move): string | undefined {
  if (move.type === 'enter') return move.again;
  return move.type === 'happen' ? run.subscriptions.get(move.subscription)?.execution : move.execution;
}
