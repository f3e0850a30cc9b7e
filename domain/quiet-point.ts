import { canonicalJson } from './canonical-json';
import type { Actor, CaseFileStatus, JournalEntry, JournalType, QuietPoint } from './case-file';
import type { Json, JsonObject } from './json';
import { changedListening } from './mail';
import { answerTo, changed } from './process/called';
import type { Effect, ProcessEvent, TraceEntry } from './process/events';
import type { ProcessGraph } from './process/graph';
import { variablesOf, type ProcessState } from './process/state';
import { step } from './process/step';

/** One process of a case file, and when the next one may follow. */
export interface CaseFileProcess {
  /** Of the bundle whose process it is. */
  readonly hash: string;
  readonly graph: ProcessGraph;
  /** The case file's status while it runs. */
  readonly status: CaseFileStatus;
  /** The value of `outcome` with which the case file goes on to the next process; the last one has none. */
  readonly goesOnWhen?: string;
  /** What it begins with. */
  readonly variables: JsonObject;
  /** The call of another case file that waits for its end. */
  readonly caller?: { readonly caseFileId: string; readonly execution: string };
}

/** Where a case file stands when something happens to it. */
export interface Standing {
  readonly caseFileId: string;
  /** Of the last quiet point. */
  readonly seq: number;
  readonly state: ProcessState;
  /** Executions of the work items that are open, and of those that wait for an operator. */
  readonly open: Pick<ReadonlySet<string>, 'has'>;
  readonly incidents: Iterable<string>;
}

export interface Happened {
  readonly event: ProcessEvent;
  /** Null when the system acted by itself. */
  readonly actor: Actor | null;
  /** The client's key, when a person acted. */
  readonly key: string | null;
  /** The mail that brought it. */
  readonly mail?: string;
}

export interface Turn {
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
  /** The process has ended. */
  readonly over: boolean;
  /** It has, and the case file goes on with the next one. */
  readonly goesOn: boolean;
  /** All of it for the database. */
  readonly point: QuietPoint;
}

/** The failure of what should have been done outside for a turn in whose place another one was written. */
export const TURN_LOST = 'TURN_LOST';

/** Whether two happenings are one and the same, seen at different times. */
export function isSame(one: Pick<Happened, 'event' | 'mail'>, other: Pick<Happened, 'event' | 'mail'>): boolean {
  const textOf = ({ event: { at: _at, ...event }, mail }: typeof one): string =>
    canonicalJson({ event: event as unknown as Json, mail: mail ?? null });
  return textOf(one) === textOf(other);
}

/** What one event makes of a case file: the engine's step, and its quiet point. Pure, so every host comes to the same. */
export function takeTurn(process: CaseFileProcess, standing: Standing, happened: Happened): Turn {
  const { state, effects, trace } = step(process.graph, standing.state, happened.event);
  const over = effects.some(({ type }) => type === 'end');
  const goesOn = over && process.goesOnWhen !== undefined && variablesOf(state).outcome === process.goesOnWhen;
  const outcome = over && !goesOn ? outcomeOf(process, state) : null;
  const status = outcome ? 'closed' : hasIncidents(state) ? 'incident' : process.status;
  return {
    state,
    effects,
    over,
    goesOn,
    point: quietPoint(process, standing, { ...happened, state, effects, trace, status, outcome }),
  };
}

/** The kind of its last reply says how the case file ended; that of its caller, which it may have been given, does not. */
function outcomeOf({ variables }: CaseFileProcess, state: ProcessState): string {
  const { reply = null } = changed(variables, variablesOf(state));
  if (typeof reply === 'object' && reply !== null && 'kind' in reply && typeof reply.kind === 'string')
    return reply.kind;
  return state.status === 'terminated' ? 'completed' : state.status;
}

const hasIncidents = ({ executions }: ProcessState): boolean =>
  Object.values(executions).some(({ state }) => state === 'incident');

/** Tried again, or gone with what it stood in. One that fails anew is raised anew. */
const resolvedOf = ({ incidents }: Standing, { event, state }: Changes): string[] =>
  [...incidents].filter(
    (execution) =>
      (event.type === 'retry' && event.execution === execution) || state.executions[execution]?.state !== 'incident',
  );

interface Changes extends Happened {
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceEntry[];
  readonly status: CaseFileStatus;
  readonly outcome: string | null;
}

function quietPoint(
  { hash, graph, caller, variables }: CaseFileProcess,
  standing: Standing,
  changes: Changes,
): QuietPoint {
  const { caseFileId, seq, open } = standing;
  const { event, actor, key, mail, effects, state, status, outcome } = changes;
  const stored = effects
    .filter((effect) => effect.type === 'write-data-store')
    .map(({ store, value }) => ({ store, value }));
  const listening = changedListening(graph, standing.state, changes.state);
  const completed =
    event.type === 'complete' && actor && open.has(event.execution)
      ? [{ execution: event.execution, by: actor, key: key ?? '' }]
      : [];
  return {
    ...{ caseFileId, bundleHash: hash, seq: seq + 1, at: event.at, status, outcome },
    entries: entriesOf(changes, open, seq + 1),
    opened: effects
      .filter((effect) => effect.type === 'open-work-item')
      .map(({ execution, element, name, candidates, form, inputs }) => ({
        ...{ execution, element, name: { bg: name, en: name } },
        ...{ candidates, bundleHash: hash, form, inputs },
      })),
    completed,
    withdrawn: effects.filter((effect) => effect.type === 'withdraw-work-item').map(({ execution }) => execution),
    incidents: effects
      .filter((effect) => effect.type === 'raise-incident')
      .map(({ execution, element, code, message }) => ({ execution, element, bundleHash: hash, code, message })),
    resolved: resolvedOf(standing, changes),
    ...(listening && { listening }),
    ...(mail !== undefined && { mail }),
    ...(caller &&
      outcome !== null && { answer: { to: caller.caseFileId, event: answerTo(caller.execution, variables, state) } }),
    ...(stored.length > 0 && { stored }),
  };
}

/** What the first entry of a quiet point holds. The event itself is kept whole: a case can be run again from its journal. */
export interface Taken {
  readonly seq: number;
  readonly event: ProcessEvent;
  readonly mail?: string;
  readonly trace: readonly Pick<TraceEntry, 'element' | 'event'>[];
}

function entriesOf(changes: Changes, open: Standing['open'], seq: number): JournalEntry[] {
  const { event, actor, effects, trace, outcome, mail } = changes;
  const entry = (type: JournalType, payload: Json, by: Actor | null = null): JournalEntry => ({
    ...{ type, at: event.at, actor: by, payload },
  });
  const elements = trace.map(({ element, event: what }) => ({ element, event: what }));
  const taken: Taken = { seq, event, trace: elements, ...(mail !== undefined && { mail }) };
  const entries = [entry(typeOf(changes, open), { ...taken } as unknown as Json, actor)];
  for (const effect of effects) {
    const type = ENTRY_OF_EFFECT[effect.type];
    if (type) entries.push(entry(type, told(effect)));
  }
  if (outcome) entries.push(entry('closed', { outcome }));
  return entries;
}

/** What a data store holds is for those who read it: the journal names the store. */
const told = (effect: Effect): Json =>
  effect.type === 'write-data-store' ? { type: effect.type, store: effect.store } : ({ ...effect } as Json);

const ENTRY_OF_EFFECT: Partial<Record<Effect['type'], JournalType>> = {
  'open-work-item': 'work-item-opened',
  'withdraw-work-item': 'work-item-withdrawn',
  'raise-incident': 'incident-raised',
  publish: 'published',
  'write-data-store': 'data-store-written',
};

function typeOf({ event, mail }: Happened, open: Standing['open']): JournalType {
  if (event.type === 'complete' && open.has(event.execution)) return 'work-item-completed';
  if ((event.type === 'complete' || event.type === 'fail') && mail !== undefined) return 'case-file-ended';
  return ENTRY_OF_EVENT[event.type];
}

const ENTRY_OF_EVENT: Readonly<Record<ProcessEvent['type'], JournalType>> = {
  start: 'process-started',
  complete: 'operation-completed',
  fail: 'operation-failed',
  'data-store-read': 'data-store-read',
  escalate: 'escalated',
  timer: 'timer-fired',
  message: 'message-received',
  signal: 'signal-received',
  'set-variables': 'variables-set',
  retry: 'incident-retried',
  skip: 'token-moved',
  cancel: 'scope-cancelled',
};
