import { DomainError } from '../errors';
import { completeActivity, enterActivity, failActivity, fire, isActivity } from './activity';
import type { Effect, ProcessEvent, TraceEntry } from './events';
import { enterExclusiveGateway } from './exclusive-gateway';
import type { GraphElement, ProcessGraph } from './graph';
import { enterParallelGateway } from './parallel-gateway';
import { createRun, type Run, type Token } from './run';
import { leave } from './sequence-flow';
import type { ProcessState } from './state';
import { dueAt } from './timer';

export interface Step {
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceEntry[];
}

/** How many elements one event may pass: a loop without a wait ends as an incident, not as a stuck machine. */
const BUDGET = 10_000;

/**
 * The engine: what a case does when something happens. Pure, total and deterministic: the same graph, state and event give the
 * same answer on any machine, for ever. An event that addresses nothing that waits changes nothing.
 */
export function step(graph: ProcessGraph, state: ProcessState, event: ProcessEvent): Step {
  const run = createRun(graph, state, event.at);
  happen(run, event);
  move(run);
  if (run.now.status === 'running' && run.executions.size === 0) run.end('completed');
  return run.finish();
}

function happen(run: Run, event: ProcessEvent): void {
  switch (event.type) {
    case 'start':
      if (run.now.status !== 'ready') return;
      run.now.status = 'running';
      run.now.variables = event.variables;
      run.tokens.push({ element: run.graph.start, flow: null });
      return;
    case 'timer':
      return fireTimer(run, event.timer);
    default:
      return address(run, event);
  }
}

type Addressed = Extract<ProcessEvent, { execution: string }>;

function address(run: Run, event: Addressed): void {
  const { execution } = event;
  const running = run.executions.get(execution);
  if (!running) return;
  const element = run.get(running.element);
  guard(run, execution, running, () => {
    if (event.type === 'retry') {
      if (running.state !== 'incident') return;
      run.close(execution);
      // A person is asked anew; a system is asked again under the same key, so that it does nothing twice.
      const visit = element.kind === 'user-task' ? run.visit(element.id) : { execution, visit: running.visit };
      enter(run, element, visit, null);
    } else if (running.state === 'waiting' && isActivity(element)) {
      if (event.type === 'complete') completeActivity(run, element, execution, event.variables);
      else failActivity(run, element, execution, event.code, event.message);
    }
  });
}

function fireTimer(run: Run, timer: string): void {
  const set = run.timers.get(timer);
  if (!set) return;
  run.timers.delete(timer);
  const event = run.get(set.element);
  const running = run.executions.get(set.execution);
  if (!running) return;
  guard(run, set.execution, running, () => {
    if (event.kind === 'timer-catch-event') {
      run.note(event.id, 'fired');
      run.close(set.execution);
      leave(run, event);
    } else if (event.kind === 'timer-boundary-event') {
      if (event.interrupting) run.cancel(set.execution);
      fire(run, event);
    }
  });
}

/** Moves tokens until every one waits, is gone or cannot go on. */
function move(run: Run): void {
  for (let passed = 0; ; passed += 1) {
    const token = run.tokens.shift();
    if (!token) return;
    const visit = run.visit(token.element);
    run.note(token.element, 'entered');
    const running = { element: token.element, visit: visit.visit };
    if (passed >= BUDGET) {
      run.raiseIncident(
        visit.execution,
        running,
        'SERVICE_INVALID',
        `More than ${BUDGET} elements were passed without a wait`,
      );
      continue;
    }
    guard(run, visit.execution, running, () => enter(run, run.get(token.element), visit, token.flow));
  }
}

function enter(
  run: Run,
  element: GraphElement,
  visit: { execution: string; visit: number },
  flow: Token['flow'],
): void {
  if (isActivity(element)) return enterActivity(run, element, visit);
  switch (element.kind) {
    case 'start-event':
      return leave(run, element);
    case 'end-event':
      run.note(element.id, 'left');
      if (element.result === 'terminate') run.end('terminated');
      else if (element.result !== 'none') run.end('error', element.result.error);
      return;
    case 'exclusive-gateway':
      return enterExclusiveGateway(run, element);
    case 'parallel-gateway':
      return enterParallelGateway(run, element, flow);
    case 'timer-catch-event':
      run.wait(visit.execution, element.id, visit.visit);
      return run.setTimer(element.id, visit.execution, dueAt(run, element.timer));
    default:
      throw new DomainError('SERVICE_INVALID', `${element.id} cannot be entered by a flow`);
  }
}

/** A fault of the model stops this token with an incident that names it; nothing is thrown out of `step`. */
function guard(run: Run, execution: string, running: { element: string; visit: number }, act: () => void): void {
  try {
    act();
  } catch (error) {
    const code = error instanceof DomainError ? error.code : 'SERVICE_INVALID';
    run.raiseIncident(execution, running, code, error instanceof Error ? error.message : String(error));
  }
}
