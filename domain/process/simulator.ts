import { Temporal } from 'temporal-polyfill';

import type { JsonObject } from '../json';
import type { Effect, ProcessEvent, TraceEntry } from './events';
import type { ProcessGraph } from './graph';
import { initialState } from './state';
import { step } from './step';

/** What a task answers: once for all visits, or one after another. */
type Answer = { readonly variables?: JsonObject; readonly error?: string };
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

export type SimulatedEvent =
  | { readonly complete: string; readonly variables?: JsonObject }
  | { readonly error: string; readonly at: string }
  | { readonly advance: string };

export interface SimulationOptions {
  /** ISO 8601 instant at which the virtual clock begins. */
  readonly at: string;
  readonly variables: JsonObject;
  readonly answers: Answers;
  readonly events: readonly SimulatedEvent[];
  /** Complete human work at once. */
  readonly auto: boolean;
  /** Afterwards jump from timer to timer until none is left. */
  readonly untilIdle: boolean;
}

export interface Simulation {
  readonly state: 'completed' | 'waiting' | 'error' | 'terminated' | 'incident';
  readonly error?: string;
  readonly waitingFor: readonly { readonly element: string; readonly kind: string }[];
  readonly trace: readonly TraceEntry[];
  readonly variables: JsonObject;
  readonly incidents: readonly { readonly element: string; readonly code: string; readonly message: string }[];
}

/** A case that goes round for ever must not stop us. */
const MAX_STEPS = 5_000;

/** Runs one case in memory under a virtual clock: the engine's second host. */
export function simulate(graph: ProcessGraph, options: SimulationOptions): Simulation {
  let now = options.at;
  let state = initialState(graph);
  let steps = 0;
  const trace: TraceEntry[] = [];
  const incidents: Simulation['incidents'][number][] = [];
  const timers = new Map<string, string>();
  const answered = new Map<string, number>();

  const queue: ProcessEvent[] = [];

  /** The event, and all that is answered to it at once, in the order it was asked. */
  function happen(event: ProcessEvent): void {
    queue.push(event);
    for (let next = queue.shift(); next; next = queue.shift()) {
      if ((steps += 1) > MAX_STEPS) return giveUp(next);
      const taken = step(graph, state, next);
      state = taken.state;
      trace.push(...taken.trace);
      for (const effect of taken.effects) carryOut(effect);
    }
  }

  function giveUp(event: ProcessEvent): void {
    queue.length = 0;
    const running = 'execution' in event ? state.executions[event.execution] : undefined;
    const message = `The case goes round: more than ${MAX_STEPS} events happened without a rest`;
    incidents.push({ element: running?.element ?? graph.start, code: 'SERVICE_INVALID', message });
  }

  function carryOut(effect: Effect): void {
    if (effect.type === 'set-timer') timers.set(effect.timer, effect.dueAt);
    if (effect.type === 'cancel-timer') timers.delete(effect.timer);
    if (effect.type === 'raise-incident')
      incidents.push({ element: effect.element, code: effect.code, message: effect.message });
    if (effect.type === 'call-operation') answer(effect.element, effect.execution, {});
    if (effect.type === 'open-work-item' && (options.auto || options.answers[effect.element]))
      answer(effect.element, effect.execution, {});
  }

  function answer(element: string, execution: string, silent: Answer): void {
    const given = options.answers[element];
    const count = answered.get(element) ?? 0;
    answered.set(element, count + 1);
    const one = Array.isArray(given)
      ? (given[Math.min(count, given.length - 1)] as Answer | undefined)
      : (given as Answer | undefined);
    const { error, variables = {} } = one ?? silent;
    if (error === undefined) queue.push({ type: 'complete', at: now, execution, variables });
    else queue.push({ type: 'fail', at: now, execution, code: error, message: error });
  }

  const waitingAt = (element: string): string | undefined =>
    Object.entries(state.executions).find(([, running]) => running.element === element)?.[0];

  /** Fires the timers up to an instant, each at its own time. */
  function advanceTo(until: string | undefined): void {
    for (; steps <= MAX_STEPS;) {
      const due = [...timers].sort(([, left], [, right]) => Temporal.Instant.compare(left, right))[0];
      if (!due || (until !== undefined && Temporal.Instant.compare(due[1], until) > 0)) break;
      timers.delete(due[0]);
      if (Temporal.Instant.compare(due[1], now) > 0) now = due[1];
      happen({ type: 'timer', at: now, timer: due[0] });
    }
    if (until !== undefined) now = until;
  }

  happen({ type: 'start', at: now, variables: options.variables });
  for (const event of options.events) {
    if ('advance' in event) {
      const target = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').add(Temporal.Duration.from(event.advance));
      advanceTo(target.toInstant().toString());
      continue;
    }
    const execution = waitingAt('complete' in event ? event.complete : event.at);
    if (execution === undefined) continue;
    if ('complete' in event) happen({ type: 'complete', at: now, execution, variables: event.variables ?? {} });
    else happen({ type: 'fail', at: now, execution, code: event.error, message: event.error });
  }
  if (options.untilIdle) advanceTo(undefined);

  const hasIncident =
    steps > MAX_STEPS || Object.values(state.executions).some((running) => running.state === 'incident');
  return {
    state: hasIncident ? 'incident' : state.status === 'running' || state.status === 'ready' ? 'waiting' : state.status,
    ...(state.error !== null && { error: state.error }),
    waitingFor: Object.values(state.executions)
      .filter((running) => running.state === 'waiting')
      .map(({ element }) => ({ element, kind: graph.elements[element]?.kind ?? '' })),
    trace,
    variables: state.variables,
    incidents,
  };
}
