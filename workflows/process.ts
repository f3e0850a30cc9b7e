import { ApplicationFailure, allHandlersFinished, continueAsNew, workflowInfo } from '@temporalio/workflow';

import type { PlannedProcess } from '../activities/plan';
import type { QuietPoint } from '../domain/case-file';
import { isListening, listeningOf, type Mail } from '../domain/mail';
import type { Effect, ProcessEvent } from '../domain/process/events';
import { migrateState } from '../domain/process/migrate-state';
import { maySkip } from '../domain/process/skip-targets';
import { initialState, variablesOf, type ProcessState } from '../domain/process/state';
import { isSame, takeTurn, type Happened, type Turn } from '../domain/quiet-point';
import type { Outcome } from '../domain/receipt';
import { record } from './activities';
import { now } from './clock';
import { COLLECT, type Desk, type Happening, type OpenItem, type Standing } from './desk';
import type { CaseFileInput } from './messages';
import { createOutside, ofTheSystem, type Pending } from './outside';
import type { Snapshot } from './snapshot';

interface Run {
  readonly caseFileId: string;
  readonly desk: Desk;
  readonly outcome: Outcome;
  /** The first of these runs. */
  readonly processes: readonly PlannedProcess[];
  readonly seq: number;
  /** Where it stood when its history was cut. */
  readonly snapshot: Snapshot | undefined;
}

/** A turn that rides, and where the case file stood before it. */
interface Ride {
  readonly turn: Turn;
  readonly happening: Happening;
  readonly before: {
    readonly state: ProcessState;
    readonly seq: number;
    readonly open: ReadonlyMap<string, OpenItem>;
    readonly pending: Pending;
  };
}

interface End {
  readonly seq: number;
  /** The case file goes on with the next process. */
  readonly goesOn: boolean;
}

/** Feeds the engine with what happens and carries out what it asks for, until the process ends. */
export async function runProcess({ caseFileId, desk, outcome, processes, snapshot, ...run }: Run): Promise<End> {
  const process = firstOf(processes);
  const { graph, hash, begun } = process;
  const isWaiting = (): boolean => listeningOf(graph, state).length > 0;
  const outside = createOutside({ caseFileId, bundleHash: hash, desk, isListening: isWaiting });
  let state = snapshot ? migrateState(snapshot.state) : initialState(graph, process.startedBy?.process);
  let { seq } = run;
  let over = false;
  let goesOn = false;
  /** Turns that ride on what is done outside and are not known to be written yet. */
  let riding: readonly Ride[] = [];

  /** False where something else happened in its place. */
  async function attendTo(happening: Happening | typeof COLLECT): Promise<boolean> {
    if (happening === COLLECT) return adopt(await write(true), () => true);
    const { event, mail, writtenUpTo } = happening;
    // It is no longer waited for: a message has found another receiver, what reads a data store was interrupted.
    if (mail !== undefined && isMessage(event) && !isListening(graph, state, event)) return true;
    if (event.type === 'data-store-read' && state.executions[event.execution]?.stage !== 'read') return true;
    const turn = take(happening);
    riding = riding.filter(({ turn: { point } }) => point.seq > writtenUpTo);
    if (rides(turn, happening)) riding = [...riding, { turn, happening, before: standing() }];
    else {
      const happened = await write(turn.point.listening !== undefined, turn.point);
      if (happened.length > 0) return adopt(happened, (one) => isSame(one, happening));
    }
    follow(turn, event);
    return true;
  }

  const standing = (): Ride['before'] => ({ state, seq, open: new Map(desk.open), pending: outside.pending() });

  const take = (happened: Happened): Turn =>
    takeTurn(process, { caseFileId, seq, state, open: desk.open, incidents: desk.incidents.keys() }, happened);

  /** All that is unwritten. What a case file waits for and its mail change only here, so both are always the same in the database. */
  async function write(collects: boolean, ...points: readonly QuietPoint[]): Promise<readonly Happened[]> {
    const unwritten = [...riding.map(({ turn }) => turn.point), ...points];
    const { mail, agreed, happened } = await record({ caseFileId, seq, points: unwritten, collects });
    rollBack(riding.filter(({ turn }) => turn.point.seq > agreed));
    riding = [];
    if (collects) desk.sortMail(mail, toHappening);
    return happened;
  }

  /**
   * A task of the workflow was lost after it had written a turn, and in its place another one rode along here, unwritten: that one is
   * undone, and what happened in it comes again after what was written.
   */
  function rollBack(lost: readonly Ride[]): void {
    const [first] = lost;
    if (!first) return;
    ({ state, seq } = first.before);
    for (const { turn, before } of [...lost].reverse()) outside.undo(turn.effects, before.pending);
    desk.giveBack(
      lost.map(({ happening }) => happening),
      first.before.open,
    );
    noteIncidents(desk, state);
  }

  /** A task of the workflow was lost that had written already: what was written is what happened. */
  function adopt(happened: readonly Happened[], isWanted: (happened: Happened) => boolean): boolean {
    for (const one of happened) {
      if (over) break;
      follow(take(one), one.event);
      desk.strike(one);
    }
    // What it began to wait for then may have brought mail.
    if (happened.length > 0 && !over) desk.collect();
    return over || happened.length === 0 || happened.some(isWanted);
  }

  /** What a turn asks for, once it is written or on its way. */
  function follow(turn: Turn, event: ProcessEvent): void {
    ({ state, over, goesOn } = turn);
    seq = turn.point.seq;
    noteIncidents(desk, state);
    noteWorkItems(desk, event, turn.effects);
    outside.carryOut(turn.effects, {
      seq,
      variables: variablesOf(state),
      points: riding.map(({ turn: { point } }) => point),
    });
  }

  desk.asks(standingIn(process, () => state));
  const isDue = () =>
    workflowInfo().continueAsNewSuggested && !over && desk.isIdle() && !outside.isBusy() && allHandlersFinished();
  if (snapshot) outside.carryOut(snapshot.timers, { seq, variables: {}, points: [] });
  else if (begun) follow({ ...begun, state: migrateState(begun.state) }, startOf(process));
  else desk.post(ofTheSystem(startOf(process)));
  if (isWaiting()) desk.collect();

  await desk.attend(attendTo, () => over || isDue());
  if (!over)
    await continueAsNew<(input: CaseFileInput & { resume: Snapshot }) => Promise<void>>({
      caseFileId,
      resume: {
        ...{ outcome, processes, seq, state },
        open: [...desk.open.values()],
        incidents: [...desk.incidents],
        timers: outside.timers(),
      },
    });
  await outside.close();
  return { seq, goesOn };
}

/** What may be told to a case file, where it stands now. */
export const standingIn = ({ graph }: PlannedProcess, state: () => ProcessState): Standing => ({
  isAwaited: (named) => isListening(graph, state(), named),
  maySkip: (execution, to) => maySkip(graph, (id) => state().executions[id], execution, to),
});

export function firstOf([process]: readonly PlannedProcess[]): PlannedProcess {
  if (!process) throw ApplicationFailure.nonRetryable('There is no process to run', 'SERVICE_INVALID');
  return process;
}

const startOf = ({ variables }: PlannedProcess): ProcessEvent => ({ type: 'start', at: now(), variables });

/** Where nobody waits for an answer, what is done outside next writes the quiet point before it runs. */
const rides = ({ over, effects, point }: Turn, { actor }: Happening): boolean =>
  !over &&
  actor === null &&
  !point.listening &&
  !point.stored &&
  !effects.some(({ type }) => type === 'read-data-store') &&
  effects.some(({ type }) => type === 'call-operation' || type === 'publish' || type === 'open-case-file');

type MessageOrSignal = Extract<ProcessEvent, { type: 'message' | 'signal' }>;

const isMessage = (event: ProcessEvent): event is MessageOrSignal =>
  event.type === 'message' || event.type === 'signal';

const toHappening = ({ id, event }: Mail): Happening => ({ ...ofTheSystem({ at: now(), ...event }), mail: id });

function noteIncidents(desk: Desk, { executions }: ProcessState): void {
  desk.incidents.clear();
  for (const [id, execution] of Object.entries(executions))
    if (execution.state === 'incident') desk.incidents.set(id, execution.element);
}

function noteWorkItems(desk: Desk, event: ProcessEvent, effects: readonly Effect[]): void {
  if (event.type === 'complete') desk.open.delete(event.execution);
  for (const effect of effects) {
    if (effect.type === 'withdraw-work-item') desk.open.delete(effect.execution);
    if (effect.type === 'open-work-item')
      desk.open.set(effect.execution, { execution: effect.execution, element: effect.element, version: 1 });
  }
}
