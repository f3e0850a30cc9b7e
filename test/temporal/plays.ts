import type { JsonObject } from '../../domain/json';
import type {
  CallOperation,
  Effect,
  OpenCaseFile,
  ProcessEvent,
  Publish,
  TraceEntry,
} from '../../domain/process/events';
import type { ProcessGraph } from '../../domain/process/graph';
import { askAnswered } from '../../domain/process/simulation/answers';
import { initialState, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';
import { compileFixture, play, readFixtures, type Scenario } from '../support/fixtures';

export type Call = CallOperation | Publish | OpenCaseFile;

/** One event of one process instance, as it went on the simulator, with the data stores that were read at once. */
export interface Act {
  readonly caseFileId: string;
  readonly process: string;
  readonly event: ProcessEvent;
  readonly trace: readonly TraceEntry[];
  readonly effects: readonly Effect[];
  /** What it asks for outside and waits for. */
  readonly calls: readonly Call[];
  readonly state: ProcessState;
  /** The process was over before it, is over after it. */
  readonly isLate: boolean;
  readonly over: boolean;
}

/** One scenario: all that happened in it, instance by instance, in its order. Each instance becomes a case file. */
export interface Play {
  readonly id: string;
  readonly graph: ProcessGraph;
  readonly acts: readonly Act[];
  /** What data stores hold at the beginning. */
  readonly stored: JsonObject;
}

export async function readPlays(): Promise<Play[]> {
  const plays = await Promise.all(
    readFixtures().map(async (fixture) => {
      const graph = await compileFixture(fixture);
      return fixture.scenarios.map((scenario, at) => playOf(`${fixture.path} ${at}`, graph, scenario));
    }),
  );
  return plays.flat();
}

function playOf(id: string, compiled: ProcessGraph, asWritten: Scenario): Play {
  const scenario = withoutAnswers(compiled, asWritten);
  const graph = askFailing(askAnswered(compiled, scenario.answers ?? {}), scenario);
  const states = new Map<number, ProcessState>();
  const acts: Act[] = [];
  for (const { instance, process, event, trace } of play(compiled, scenario).journal) {
    const before = states.get(instance) ?? initialState(graph, process);
    const { state, effects } = step(graph, before, event);
    states.set(instance, state);
    const act = {
      ...{ caseFileId: `${id} ${instance}`, process, event, trace, effects, state },
      calls: effects.filter((effect): effect is Call => isCall(effect, state)),
      ...{ isLate: isOver(before), over: isOver(state) },
    };
    if (event.type === 'data-store-read') goOn(acts, act);
    else acts.push(act);
  }
  return { id, graph, acts, stored: scenario.variables ?? {} };
}

/** Nothing comes between an act and what it reads. */
function goOn(acts: Act[], { caseFileId, ...read }: Act): void {
  const at = acts.findLastIndex((act) => act.caseFileId === caseFileId);
  const act = acts[at] as Act;
  acts[at] = {
    ...act,
    trace: [...act.trace, ...read.trace],
    effects: [...act.effects, ...read.effects],
    calls: [...act.calls, ...read.calls],
    ...{ state: read.state, over: read.over },
  };
}

/** In production nothing answers a message that is sent. */
function withoutAnswers({ elements }: ProcessGraph, scenario: Scenario): Scenario {
  const isSent = (id: string): boolean => {
    const element = elements[id];
    return element?.kind === 'send-task' && element.message !== undefined;
  };
  const answers = Object.entries(scenario.answers ?? {}).filter(([id]) => !isSent(id));
  return { ...scenario, answers: Object.fromEntries(answers) };
}

/** People have no way to end their work with an error of the model: work that does so is asked for as an operation's. */
function askFailing(graph: ProcessGraph, { events = [] }: Scenario): ProcessGraph {
  const failing = new Set(events.flatMap((event) => ('error' in event ? [event.at] : [])));
  const elements = Object.entries(graph.elements).map(([id, element]) => [
    id,
    failing.has(id) && element.kind === 'user-task' ? { ...element, kind: 'service-task', operation: '' } : element,
  ]);
  return { ...graph, elements: Object.fromEntries(elements) as ProcessGraph['elements'] };
}

/** An operation that the same step takes back is never called. */
const isCall = (effect: Effect, { status, executions }: ProcessState): boolean =>
  effect.type === 'publish' ||
  effect.type === 'open-case-file' ||
  (effect.type === 'call-operation' && status === 'running' && executions[effect.execution] !== undefined);

const isOver = ({ status }: ProcessState): boolean => status !== 'ready' && status !== 'running';
