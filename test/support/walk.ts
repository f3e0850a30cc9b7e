import type { Effect, OpenWorkItem, ProcessEvent, TraceEntry } from '../../domain/process/events';
import type { ProcessGraph } from '../../domain/process/graph';
import { initialState, variablesOf, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';
import type { JsonObject } from '../../domain/json';

/** What an operation answers: variables, or the code of a BPMN error. */
type Operation = (inputs: JsonObject, variables: JsonObject) => JsonObject | string;

/** Walks one case through the engine with no host but the test: operations answer at once, people when the test says so. */
export interface Walk {
  readonly state: () => ProcessState;
  /** Work items that wait, in the order they were opened. */
  readonly open: () => readonly OpenWorkItem[];
  readonly incidents: readonly string[];
  readonly trace: readonly TraceEntry[];
  complete(element: string, variables: JsonObject): void;
  fireTimer(element: string): void;
}

export function walk(
  graph: ProcessGraph,
  variables: JsonObject,
  operations: Readonly<Record<string, Operation>>,
): Walk {
  const at = '2026-11-24T09:00:00.000Z';
  const open = new Map<string, OpenWorkItem>();
  const timers = new Map<string, string>();
  const incidents: string[] = [];
  const trace: TraceEntry[] = [];
  let state = initialState(graph);

  function carryOut(effect: Effect): ProcessEvent | undefined {
    if (effect.type === 'open-work-item') open.set(effect.execution, effect);
    if (effect.type === 'withdraw-work-item') open.delete(effect.execution);
    if (effect.type === 'set-timer') timers.set(effect.element, effect.timer);
    if (effect.type === 'cancel-timer')
      for (const [element, timer] of timers) if (timer === effect.timer) timers.delete(element);
    if (effect.type === 'raise-incident') incidents.push(`${effect.element}: ${effect.message}`);
    if (effect.type !== 'call-operation') return undefined;
    const { execution } = effect;
    const answer = operations[effect.operation]?.(effect.inputs, variablesOf(state)) ?? 'OPERATION_UNKNOWN';
    return typeof answer === 'string'
      ? { type: 'fail', at, execution, code: answer, message: answer }
      : { type: 'complete', at, execution, variables: answer };
  }

  function feed(event: ProcessEvent): void {
    const taken = step(graph, state, event);
    state = taken.state;
    trace.push(...taken.trace);
    for (const effect of taken.effects) {
      const next = carryOut(effect);
      if (next) feed(next);
    }
  }

  feed({ type: 'start', at, variables });
  return {
    state: () => state,
    open: () => [...open.values()],
    incidents,
    trace,
    complete(element, values) {
      const item = [...open.values()].find((candidate) => candidate.element === element);
      if (!item) throw new Error(`No work item of ${element} is open`);
      open.delete(item.execution);
      feed({ type: 'complete', at, execution: item.execution, variables: values });
    },
    fireTimer(element) {
      const timer = timers.get(element);
      if (!timer) throw new Error(`No timer of ${element} runs`);
      timers.delete(element);
      feed({ type: 'timer', at, timer });
    },
  };
}
