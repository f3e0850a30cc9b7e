import type { JsonObject } from '../../json';
import { answerTo } from '../called';
import type { Effect, OpenCaseFile, ProcessEvent, TraceEntry, Trigger } from '../events';
import { after } from '../events/timer';
import type { ProcessGraph } from '../graph';
import { listenersFor } from '../listening';
import { initialState, type ProcessState } from '../state';
import { step } from '../step';
import type { Answer } from './answers';
import type { createAnswers } from './answers';
import type { Clock } from './clock';
import { createStores } from './stores';

/** An event without its time, which is the clock's when its turn comes. */
type Untimed<Event> = Event extends unknown ? Omit<Event, 'at'> : never;
export type Happening = Untimed<ProcessEvent>;

export interface Instance {
  readonly process: string;
  /** The call that it is the case file of. */
  readonly caller?: { readonly instance: Instance; readonly execution: string; readonly given: JsonObject };
  state: ProcessState;
}

export interface IncidentReport {
  readonly element: string;
  readonly code: string;
  readonly message: string;
}

/** One event of one instance, as `step` was given it, and what it left in the trace: a case can be run again from these. */
export interface JournalEntry {
  readonly instance: number;
  readonly process: string;
  readonly event: ProcessEvent;
  readonly trace: readonly TraceEntry[];
}

export interface ScriptResult {
  readonly at: string;
  readonly element: string;
  readonly result: unknown;
}

interface Parts {
  readonly graph: ProcessGraph;
  readonly clock: Clock;
  readonly answers: ReturnType<typeof createAnswers>;
  /** What data stores hold at the beginning, by name. */
  readonly stored: JsonObject;
  /** Complete human work at once. */
  readonly auto: boolean;
  /** What else a message or signal that nobody waits for may do. True where it did. */
  readonly startBy: (trigger: Trigger) => boolean;
}

/** How long a message waits for its receiver. */
const TIME_TO_LIVE = 'P30D';

/** Cases that go round for ever must not stop us. */
const MAX_STEPS = 10_000;
const MAX_TRACE = 200_000;

export type World = ReturnType<typeof createWorld>;

/** All instances of one file, and what goes on between them. Everything happens one at a time, in the order it was asked for. */
export function createWorld({ graph, clock, answers, stored, auto, startBy }: Parts) {
  const instances: Instance[] = [];
  const trace: TraceEntry[] = [];
  const scripts: ScriptResult[] = [];
  const incidents: IncidentReport[] = [];
  const journal: JournalEntry[] = [];
  const queue: (() => void)[] = [];
  /** Answers of data stores: nothing else happens before them. */
  const reads: (() => void)[] = [];
  const stores = createStores(stored);
  let undelivered: { readonly message: Extract<Trigger, { type: 'message' }>; readonly until: string }[] = [];
  let steps = 0;
  let isExhausted = false;

  /** Goes on until every instance rests. */
  function settle(): void {
    do {
      for (let act = next(); act; act = next()) act();
      deliverWaiting();
    } while (queue.length > 0);
  }

  const next = () => reads.shift() ?? queue.shift();

  function start(process: string, variables: JsonObject, by?: { element: string; payload: JsonObject }): void {
    happen(newInstance(process), { type: 'start', variables, ...by });
  }

  function newInstance(process: string, caller?: Instance['caller']): Instance {
    const instance: Instance = { process, state: initialState(graph, process), ...(caller && { caller }) };
    instances.push(instance);
    return instance;
  }

  /** A called process in a case file of its own: an instance beside the others. */
  function call(instance: Instance, { execution, process, variables }: OpenCaseFile): void {
    const called = newInstance(process, { instance, execution, given: variables });
    queue.push(() => happen(called, { type: 'start', variables }));
  }

  function cancelCalled(instance: Instance, execution: string): void {
    const called = instances.find(
      ({ caller, state }) => caller?.instance === instance && caller.execution === execution && !isOver(state),
    );
    if (called) queue.push(() => happen(called, { type: 'cancel' }));
  }

  function answerCaller({ caller, state }: Instance): void {
    if (caller) queue.push(() => happen(caller.instance, answerTo(caller.execution, caller.given, state)));
  }

  function happen(instance: Instance, event: Happening): void {
    if ((steps += 1) > MAX_STEPS || trace.length > MAX_TRACE) return giveUp(instance);
    const before = instance.state;
    const happened = { ...event, at: clock.now() } as ProcessEvent;
    const taken = step(graph, before, happened);
    instance.state = taken.state;
    const place = { instance: instances.indexOf(instance), process: instance.process };
    journal.push({ ...place, event: happened, trace: taken.trace });
    for (const { result, ...entry } of taken.trace) {
      trace.push(entry);
      if (result !== undefined) scripts.push({ at: entry.at, element: entry.element, result });
    }
    for (const effect of taken.effects) carryOut(instance, effect);
    answerReceiveTasks(instance, before);
  }

  function giveUp({ process }: Instance): void {
    queue.length = 0;
    reads.length = 0;
    undelivered = [];
    if (isExhausted) return;
    isExhausted = true;
    const element = trace.at(-1)?.element ?? process;
    const message = `The case goes round: it is not at rest after ${steps} events`;
    incidents.push({ element, code: 'SERVICE_INVALID', message });
  }

  function carryOut(instance: Instance, effect: Effect): void {
    switch (effect.type) {
      case 'set-timer':
        return clock.set(alarmOf(instance, effect.timer), effect.dueAt, () => {
          queue.push(() => happen(instance, { type: 'timer', timer: effect.timer }));
          settle();
        });
      case 'cancel-timer':
        return clock.cancel(alarmOf(instance, effect.timer));
      case 'raise-incident':
        return void incidents.push({ element: effect.element, code: effect.code, message: effect.message });
      case 'call-operation':
        return answer(instance, effect.element, effect.execution);
      case 'publish':
        for (const trigger of effect.triggers) queue.push(() => hand(trigger));
        // What a multi-instance throws beside its work is no work that could be answered.
        if (!isThrower(effect.element)) {
          queue.push(() => happen(instance, { type: 'complete', execution: effect.execution, variables: {} }));
          return;
        }
        return answer(instance, effect.element, effect.execution);
      case 'open-case-file':
        return call(instance, effect);
      case 'cancel-case-file':
        return cancelCalled(instance, effect.execution);
      case 'end':
        return answerCaller(instance);
      case 'read-data-store':
        return void reads.push(() => happen(instance, stores.read(effect)));
      case 'write-data-store':
        return stores.write(effect);
      case 'open-work-item':
        if (auto || answers.has(effect.element)) answer(instance, effect.element, effect.execution);
        return;
      default:
        return;
    }
  }

  const alarmOf = (instance: Instance, timer: string): string => `${instances.indexOf(instance)} ${timer}`;

  function answer(instance: Instance, element: string, execution: string): void {
    const given = answers.next(element);
    if (graph.elements[element]?.kind === 'service-task' && given.variables && isScript(element))
      scripts.push({ at: clock.now(), element, result: given.variables });
    for (const event of eventsOf(given, execution)) queue.push(() => happen(instance, event));
  }

  const isThrower = (element: string): boolean => {
    const { kind } = graph.elements[element] ?? {};
    return kind === 'send-task' || kind === 'intermediate-throw-event' || kind === 'end-event';
  };

  const isScript = (element: string): boolean => {
    const work = graph.elements[element];
    return work !== undefined && 'script' in work;
  };

  function answerReceiveTasks(instance: Instance, before: ProcessState): void {
    for (const [execution, { element, loop }] of Object.entries(instance.state.executions))
      if (!before.executions[execution] && !loop && graph.elements[element]?.kind === 'receive-task')
        if (answers.has(element)) answer(instance, element, execution);
  }

  /** A message goes to one that waits, a signal to all; else both may start a process. A message nobody waits for is kept. */
  function hand(trigger: Trigger): void {
    const listening = instances.filter(({ state }) => isListening(state, trigger));
    const event: Happening = trigger;
    if (trigger.type === 'signal') {
      for (const instance of listening) happen(instance, event);
      startBy(trigger);
      return;
    }
    const [first] = listening;
    if (first) happen(first, event);
    else if (!startBy(trigger)) undelivered.push({ message: trigger, until: after(clock.now(), TIME_TO_LIVE) });
  }

  function deliverWaiting(): void {
    if (undelivered.length === 0) return;
    undelivered = undelivered.filter(({ until }) => until > clock.now());
    const ready = undelivered.find(({ message }) => instances.some(({ state }) => isListening(state, message)));
    if (!ready) return;
    undelivered = undelivered.filter((other) => other !== ready);
    queue.push(() => hand(ready.message));
  }

  const isListening = (state: ProcessState, trigger: Trigger): boolean =>
    state.status === 'running' && listenersFor(graph, standingOf(state), trigger).length > 0;

  return {
    instances,
    trace,
    scripts,
    incidents,
    journal,
    start,
    settle,
    isExhausted: () => isExhausted,
    hand(trigger: Trigger): void {
      queue.push(() => hand(trigger));
      settle();
    },
    happen(instance: Instance, event: Happening): void {
      queue.push(() => happen(instance, event));
      settle();
    },
  };
}

const isOver = ({ status }: ProcessState): boolean => status !== 'ready' && status !== 'running';

const standingOf = ({ scopes, executions, subscriptions }: ProcessState) => ({
  scopes: Object.entries(scopes),
  executions: Object.entries(executions),
  subscriptions: Object.entries(subscriptions),
});

/** An escalation does not end the work that threw it. */
function eventsOf({ variables = {}, error, escalation }: Answer, execution: string): Happening[] {
  if (error !== undefined) return [{ type: 'fail', execution, code: error, message: error }];
  const complete: Happening = { type: 'complete', execution, variables };
  if (escalation === undefined) return [complete];
  return [{ type: 'escalate', execution, code: escalation, message: escalation }, complete];
}
