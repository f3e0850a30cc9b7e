import type { JsonObject } from '../json';
import type { Outcome, TraceEntry } from './events';
import { after } from './events/timer';
import type { ProcessGraph } from './graph';
import { askAnswered, createAnswers, type Answers } from './simulation/answers';
import { createClock } from './simulation/clock';
import { createStarts } from './simulation/starts';
import { addressed, waitingFor, type Waiting } from './simulation/waiting';
import {
  createWorld,
  type IncidentReport,
  type Instance,
  type JournalEntry,
  type ScriptResult,
} from './simulation/world';
import { variablesOf } from './state';

export type { Answers } from './simulation/answers';

export type SimulatedEvent =
  | { readonly complete: string; readonly variables?: JsonObject }
  | { readonly message: string; readonly correlationKey?: JsonObject['']; readonly variables?: JsonObject }
  | { readonly signal: string; readonly variables?: JsonObject }
  | { readonly error: string; readonly at: string }
  | { readonly advance: string }
  | { readonly start: string }
  | { readonly variables: JsonObject };

export interface SimulationOptions {
  /** ISO 8601 instant at which the virtual clock begins. */
  readonly at: string;
  /** Processes of the file, in the order in which they begin; absent: the one that is meant. */
  readonly processes?: readonly string[];
  readonly variables: JsonObject;
  readonly answers: Answers;
  readonly events: readonly SimulatedEvent[];
  /** Complete human work at once. */
  readonly auto: boolean;
  /** Afterwards jump from timer to timer until none is left. */
  readonly untilIdle: boolean;
}

export interface Simulation {
  readonly state: Outcome | 'waiting' | 'incident';
  readonly error?: string;
  readonly waitingFor: readonly Waiting[];
  readonly trace: readonly TraceEntry[];
  readonly variables: JsonObject;
  readonly incidents: readonly IncidentReport[];
  /** What script tasks gave, in order. */
  readonly scripts: readonly ScriptResult[];
  /** All that happened, instance by instance. */
  readonly journal: readonly JournalEntry[];
}

/** Runs processes of one file in memory under a virtual clock: the engine's second host (cli.md, `simulate`). */
export function simulate(compiled: ProcessGraph, options: SimulationOptions): Simulation {
  const graph = askAnswered(compiled, options.answers);
  const { variables, auto, processes = [graph.process] } = options;
  const clock = createClock(options.at);
  const answers = createAnswers(options.answers);
  // A variable of the name of a data store is what that holds before anybody writes it.
  const world = createWorld({
    graph,
    clock,
    answers,
    stored: variables,
    auto,
    startBy: (trigger) => starts.by(trigger),
  });
  const starts = createStarts({
    ...{ graph, clock, variables },
    start(process, by) {
      world.start(process, variables, by);
    },
    report: (incident) => world.incidents.push(incident),
  });

  function begin(process: string): void {
    const element = graph.elements[process];
    if (element?.kind === 'process' && element.starts.length === 0) starts.watch(process);
    else world.start(process, variables);
    world.settle();
  }

  function take(event: SimulatedEvent): void {
    if ('advance' in event) return advanceTo(after(clock.now(), event.advance));
    if ('start' in event) return begin(event.start);
    if ('message' in event || 'signal' in event) return world.hand(triggerOf(event));
    if ('complete' in event || 'error' in event) return address(event);
    starts.check(event.variables);
    world.settle();
    for (const instance of [...world.instances])
      world.happen(instance, { type: 'set-variables', variables: event.variables });
  }

  function address(event: Extract<SimulatedEvent, { complete: string } | { error: string }>): void {
    const element = 'complete' in event ? event.complete : event.at;
    const found = addressed(graph, world.instances, element);
    if (!found) return;
    const { instance, execution } = found;
    if ('complete' in event) world.happen(instance, { type: 'complete', execution, variables: event.variables ?? {} });
    else world.happen(instance, { type: 'fail', execution, code: event.error, message: event.error });
  }

  function advanceTo(end: string | undefined): void {
    clock.advanceTo(end, world.isExhausted);
    world.settle();
  }

  for (const process of processes) begin(process);
  for (const event of options.events) take(event);
  if (options.untilIdle) advanceTo(undefined);

  const last = processes.at(-1) ?? graph.process;
  const instance = world.instances.filter(({ process, caller }) => process === last && !caller).at(-1);
  const { trace, incidents, scripts, journal } = world;
  return { ...standingOf(instance, world.isExhausted()), waitingFor: waits(last), trace, incidents, scripts, journal };

  function waits(process: string): Waiting[] {
    if (instance) return waitingFor(graph, instance.state);
    return starts.of(process).map(({ element }) => ({ element, kind: graph.elements[element]?.kind ?? '' }));
  }
}

function triggerOf(event: Extract<SimulatedEvent, { message: string } | { signal: string }>) {
  const { variables = {} } = event;
  if ('signal' in event) return { type: 'signal' as const, name: event.signal, variables };
  const { message: name, correlationKey: key } = event;
  return { type: 'message' as const, name, variables, ...(key !== undefined && { key }) };
}

function standingOf(instance: Instance | undefined, isExhausted: boolean) {
  if (!instance) return { state: 'waiting' as const, variables: {} };
  const { state } = instance;
  const hasIncident = isExhausted || Object.values(state.executions).some((one) => one.state === 'incident');
  const rests = state.status === 'running' || state.status === 'ready' ? ('waiting' as const) : state.status;
  return {
    state: hasIncident ? ('incident' as const) : rests,
    ...(state.error !== null && { error: state.error }),
    variables: variablesOf(state),
  };
}
