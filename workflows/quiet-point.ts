import type { JournalEntry, JournalType, QuietPoint } from '../domain/case-file';
import type { Json } from '../domain/json';
import type { Effect, ProcessEvent, TraceEntry } from '../domain/process/events';
import type { ProcessState } from '../domain/process/state';
import type { Outcome } from '../domain/receipt';
import type { PlannedProcess } from '../activities/receive';
import type { Happening, OpenItem } from './desk';

/** All that a case file takes along when its history is cut (continue-as-new), at a quiet point. */
export interface Snapshot {
  readonly outcome: Outcome;
  /** The process that runs, and those that follow it. */
  readonly processes: readonly PlannedProcess[];
  readonly seq: number;
  readonly state: ProcessState;
  readonly open: readonly OpenItem[];
  readonly incidents: readonly (readonly [execution: string, element: string])[];
  readonly timers: readonly SetTimer[];
}

export type SetTimer = Extract<Effect, { type: 'set-timer' }>;

interface Moment {
  readonly caseFileId: string;
  readonly seq: number;
  readonly happening: Happening;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceEntry[];
  /** Executions of open work items before the event. */
  readonly open: ReadonlyMap<string, OpenItem>;
  readonly hasIncidents: boolean;
  readonly process: PlannedProcess;
  /** How the case file ended, when this was its end. */
  readonly outcome: string | null;
}

/** Puts into words for the database what one event and its effects changed. */
export function quietPoint(moment: Moment): QuietPoint {
  const { caseFileId, seq, happening, effects, open } = moment;
  const { event, actor, key } = happening;
  const completed =
    event.type === 'complete' && actor && open.has(event.execution)
      ? [{ execution: event.execution, by: actor, key: key ?? '' }]
      : [];
  return {
    caseFileId,
    seq,
    at: event.at,
    status: moment.outcome ? 'closed' : moment.hasIncidents ? 'incident' : moment.process.status,
    outcome: moment.outcome,
    entries: entriesOf(moment),
    opened: effects
      .filter((effect) => effect.type === 'open-work-item')
      .map(({ execution, element, name, candidates, form, inputs }) => ({
        execution,
        element,
        name: { bg: name, en: name },
        candidates,
        bundleHash: moment.process.hash,
        form,
        inputs,
      })),
    completed,
    withdrawn: effects.filter((effect) => effect.type === 'withdraw-work-item').map(({ execution }) => execution),
    incidents: effects
      .filter((effect) => effect.type === 'raise-incident')
      .map(({ execution, element, code, message }) => ({ execution, element, code, message })),
    resolved: event.type === 'retry' ? [event.execution] : [],
  };
}

/** The event itself is kept whole: a case can be run again from its journal. */
function entriesOf({ happening, effects, trace, open, outcome }: Moment): JournalEntry[] {
  const { event, actor } = happening;
  const entry = (type: JournalType, payload: Json, by = null as JournalEntry['actor']): JournalEntry => ({
    type,
    at: event.at,
    actor: by,
    payload,
  });
  const elements = trace.map(({ element, event: what }) => ({ element, event: what }));
  const entries = [entry(typeOf(event, open), { event: { ...event }, trace: elements }, actor)];
  for (const effect of effects) {
    const type = ENTRY_OF_EFFECT[effect.type];
    if (type) entries.push(entry(type, { ...effect } as Json));
  }
  if (outcome) entries.push(entry('closed', { outcome }));
  return entries;
}

const ENTRY_OF_EFFECT: Partial<Record<Effect['type'], JournalType>> = {
  'open-work-item': 'work-item-opened',
  'withdraw-work-item': 'work-item-withdrawn',
  'raise-incident': 'incident-raised',
};

function typeOf(event: ProcessEvent, open: ReadonlyMap<string, OpenItem>): JournalType {
  switch (event.type) {
    case 'start':
      return 'process-started';
    case 'complete':
      return open.has(event.execution) ? 'work-item-completed' : 'operation-completed';
    case 'fail':
      return 'operation-failed';
    case 'timer':
      return 'timer-fired';
    case 'retry':
      return 'incident-retried';
  }
}
