import { DomainError } from '../errors';
import { evaluate } from '../feel';
import type { Json, JsonObject } from '../json';
import type { Effect, TraceEntry } from './events';
import type { GraphElement, ProcessGraph } from './graph';
import type { Execution, ProcessState } from './state';

/** A token on its way into an element, and the flow it comes by (none at the start of a case). */
export interface Token {
  readonly element: string;
  readonly flow: string | null;
}

export type Run = ReturnType<typeof createRun>;

/**
 * One step in the making: a copy of the state that behaviours change, and what comes out of it. It lives no longer than the call
 * of `step`, which stays a pure function.
 */
export function createRun(graph: ProcessGraph, before: ProcessState, at: string) {
  const executions = new Map(Object.entries(before.executions));
  const timers = new Map(Object.entries(before.timers));
  const visits: Record<string, number> = { ...before.visits };
  const arrived: Record<string, readonly string[]> = { ...before.arrived };
  const tokens: Token[] = [];
  const effects: Effect[] = [];
  const trace: TraceEntry[] = [];
  const now = { status: before.status, error: before.error, variables: before.variables };

  const note = (element: string, event: TraceEntry['event']): void => {
    trace.push({ at, element, event });
  };

  function get(id: string): GraphElement {
    const element = graph.elements[id];
    if (!element) throw new DomainError('SERVICE_INVALID', `The process has no element ${id}`);
    return element;
  }

  /** FEEL over the variables as they are now. */
  const feel = (expression: string, extra: JsonObject = {}): Json =>
    evaluate(expression, { ...now.variables, ...extra }, at);

  /** Names a new run of an element. */
  function visit(element: string): { execution: string; visit: number } {
    const count = (visits[element] ?? 0) + 1;
    visits[element] = count;
    return { execution: `${element}#${count}`, visit: count };
  }

  /** The token stays here until an event addresses this execution. */
  function wait(execution: string, element: string, visitNumber: number): void {
    executions.set(execution, { element, visit: visitNumber, state: 'waiting' });
  }

  /** This token cannot go on; everything else can. */
  function raiseIncident(
    execution: string,
    { element, visit: count }: Omit<Execution, 'state'>,
    code: string,
    message: string,
  ): void {
    executions.set(execution, { element, visit: count, state: 'incident' });
    note(element, 'incident');
    effects.push({ type: 'raise-incident', execution, element, code, message });
  }

  /** Sends tokens along flows. */
  function take(flows: readonly string[]): void {
    for (const id of flows) {
      const flow = graph.flows[id];
      if (flow) tokens.push({ element: flow.target, flow: id });
    }
  }

  function setTimer(element: string, execution: string, dueAt: string): void {
    const timer = `${element}@${execution}`;
    timers.set(timer, { element, execution });
    effects.push({ type: 'set-timer', timer, element, dueAt });
  }

  /** Takes back what an execution started: its work item or operation, and its timers. */
  function cancel(execution: string): void {
    const running = executions.get(execution);
    if (!running) return;
    const { kind } = get(running.element);
    if (kind === 'user-task' && running.state === 'waiting') effects.push({ type: 'withdraw-work-item', execution });
    if (kind === 'service-task' && running.state === 'waiting') effects.push({ type: 'cancel-operation', execution });
    note(running.element, 'cancelled');
    close(execution);
  }

  /** Ends an execution and the timers that ran for it. */
  function close(execution: string): void {
    executions.delete(execution);
    for (const [timer, { execution: of }] of [...timers])
      if (of === execution) {
        timers.delete(timer);
        effects.push({ type: 'cancel-timer', timer });
      }
  }

  function end(status: 'completed' | 'error' | 'terminated', error: string | null = null): void {
    for (const execution of [...executions.keys()]) cancel(execution);
    tokens.length = 0;
    now.status = status;
    now.error = error;
    effects.push({ type: 'end', outcome: status, ...(error !== null && { error }) });
  }

  const finish = (): { state: ProcessState; effects: Effect[]; trace: TraceEntry[] } => ({
    state: {
      ...before,
      ...now,
      executions: Object.fromEntries(executions),
      visits,
      arrived,
      timers: Object.fromEntries(timers),
    },
    effects,
    trace,
  });

  return {
    graph,
    at,
    now,
    tokens,
    effects,
    executions,
    timers,
    arrived,
    note,
    get,
    feel,
    visit,
    wait,
    raiseIncident,
    take,
    setTimer,
    cancel,
    close,
    end,
    finish,
  };
}
