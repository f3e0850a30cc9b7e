import type { CaseFileCall } from '../../activities/calls';
import type { QuietPoint } from '../../domain/case-file';
import type { Effect, TraceEntry } from '../../domain/process/events';
import { initialState, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';
import type { Taken } from '../../domain/quiet-point';
import type { Act, Call, Play } from './plays';
import { happenedIn, type Held, type Store } from './store';

/** What became of one process instance. */
interface Account {
  readonly caseFileId: string;
  readonly trace: readonly TraceEntry[];
  readonly state: ProcessState;
  /** Operations and case files that were called, and what was published. */
  readonly calls: readonly object[];
  /** What its journal tells: the trace; work items opened and taken back, and incidents. */
  readonly journal: readonly string[];
  readonly told: readonly string[];
}

export function accountsOnSimulator({ acts }: Play): Account[] {
  return instancesOf(acts).map(({ caseFileId }) => {
    const own = acts.filter((act) => act.caseFileId === caseFileId);
    return {
      caseFileId,
      trace: own.flatMap(({ trace }) => trace),
      state: (own.at(-1) as Act).state,
      calls: inOrder(own.flatMap(({ calls }) => calls)).map(contentOf),
      journal: own.flatMap(({ trace }) => trace.map(nameOf)),
      told: own.flatMap(({ effects }) => effects.filter(isTold).map(tell)),
    };
  });
}

/** What the workflow has written, run again from its events, and what it has asked for. */
export function accountsOnTemporal({ graph, acts }: Play, store: Store): Account[] {
  return instancesOf(acts).map(({ caseFileId, process }) => {
    const { points, calls, called } = store.get(caseFileId);
    let state = initialState(graph, process);
    const trace = points.flatMap((point) => {
      const taken = step(graph, state, happenedIn(point).event);
      state = taken.state;
      return taken.trace;
    });
    return withoutDecider({
      ...{ caseFileId, trace, state },
      calls: inOrder([...calls.values(), ...called.values()]).map(contentOf),
      journal: points.flatMap(({ entries: [first] }) => (first?.payload as unknown as Taken).trace.map(nameOf)),
      told: points.flatMap(effectsOf).filter(isTold).map(tell),
    });
  });
}

/** The first act of each. */
const instancesOf = (acts: readonly Act[]): Act[] =>
  acts.filter(({ caseFileId }, at) => acts.findIndex((other) => other.caseFileId === caseFileId) === at);

/** Those of one execution stay as they came. */
const inOrder = <Asked extends { readonly execution: string }>(calls: readonly Asked[]): Asked[] =>
  [...calls].sort((one, other) => one.execution.localeCompare(other.execution));

function contentOf(call: Call | Held | CaseFileCall): object {
  const { execution } = call;
  if ('triggers' in call) return { execution, triggers: call.triggers };
  if ('operation' in call) return { execution, element: call.element, operation: call.operation, inputs: call.inputs };
  return { execution, process: call.process, variables: call.variables };
}

type Told = Extract<Effect, { type: 'open-work-item' | 'withdraw-work-item' | 'raise-incident' }>;

const isTold = (effect: Effect): effect is Told =>
  effect.type === 'open-work-item' || effect.type === 'withdraw-work-item' || effect.type === 'raise-incident';

const tell = ({ type, execution }: Told): string => `${type} ${execution}`;

const nameOf = ({ element, event }: Taken['trace'][number]): string => `${event} ${element}`;

/** After the first entry, one entry an effect. */
const effectsOf = ({ entries: [, ...effects] }: QuietPoint): Effect[] =>
  effects.map(({ payload }) => payload as unknown as Effect);

/** The workflow notes who decided; the simulator knows nobody. */
export const withoutDecider = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (name, part: unknown) => (name === 'decidedBy' ? undefined : part))) as T;
