import { evaluate } from '../../feel';
import type { JsonObject } from '../../json';
import type { Trigger } from '../events';
import { dueAgain, dueAt, type Due } from '../events/timer';
import type { ProcessGraph } from '../graph';
import { indexOf, processesOf, startersOf, type Starter } from '../starters';
import type { Clock } from './clock';
import type { IncidentReport } from './world';

interface Parts {
  readonly graph: ProcessGraph;
  readonly clock: Clock;
  readonly variables: JsonObject;
  readonly start: (process: string, by: { element: string; payload: JsonObject }) => void;
  readonly report: (incident: IncidentReport) => void;
}

/** What can still bring a process of the file into being, and what of it has happened already. */
export function createStarts({ graph, clock, variables, start, report }: Parts) {
  const starters = processesOf(graph).flatMap((process) => startersOf(graph, process));
  /** Of starters that want all of their definitions: those that have come, with their data. */
  const come = new Map<Starter, Map<number, JsonObject>>();
  const watched: { starter: Starter; index: number; condition: string; held: boolean }[] = [];

  function happen(starter: Starter, index: number, payload: JsonObject): void {
    const { process, element, definitions, parallelMultiple } = starter;
    if (!parallelMultiple) return start(process, { element, payload });
    const parts = (come.get(starter) ?? new Map<number, JsonObject>()).set(index, payload);
    come.set(starter, parts);
    if (parts.size < definitions.length) return;
    come.delete(starter);
    start(process, { element, payload: Object.assign({}, ...parts.values()) as JsonObject });
  }

  /** True where the message or signal is for a process to come. */
  function by(trigger: Trigger): boolean {
    const meant = starters.map((starter) => ({ starter, index: indexOf(starter, trigger) }));
    const found = meant.filter(({ index }) => index >= 0);
    const taken = trigger.type === 'message' ? found.slice(0, 1) : found;
    for (const { starter, index } of taken) happen(starter, index, trigger.variables);
    return taken.length > 0;
  }

  /** A process that is not begun by itself is begun by its timers and conditions. */
  function watch(process: string): void {
    for (const starter of starters.filter((other) => other.process === process))
      starter.definitions.forEach((definition, index) => {
        if (definition.type === 'timer')
          attempt(starter, () => setTimer(starter, index, dueAt(definition.timer, clock.now(), graph.time, asFeel)));
        if (definition.type === 'conditional')
          watched.push({ starter, index, condition: definition.condition, held: false });
      });
    check(variables);
  }

  /** A fault of the model is an incident of the event that would have started the process. */
  function attempt({ element }: Starter, act: () => void): void {
    try {
      act();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report({ element, code: 'SERVICE_INVALID', message });
    }
  }

  const asFeel = (expression: string) => evaluate(expression, variables, clock.now());

  function setTimer(starter: Starter, index: number, due: Due | undefined): void {
    if (!due) return;
    clock.set(`start ${starter.element} ${index}`, due.dueAt, () => {
      setTimer(starter, index, dueAgain(due, graph.time));
      happen(starter, index, {});
    });
  }

  /** A condition starts a process when it comes to hold. */
  function check(values: JsonObject): void {
    for (const one of watched) {
      let held = false;
      attempt(one.starter, () => {
        held = evaluate(one.condition, { ...variables, ...values }, clock.now()) === true;
      });
      const hasCome = held && !one.held;
      one.held = held;
      if (hasCome) happen(one.starter, one.index, values);
    }
  }

  return { by, watch, check, of: (process: string) => starters.filter((starter) => starter.process === process) };
}
