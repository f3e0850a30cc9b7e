import { ApplicationFailure, allHandlersFinished, continueAsNew, workflowInfo } from '@temporalio/workflow';

import type { PlannedProcess } from '../activities/plan';
import type { QuietPoint } from '../domain/case-file';
import { isListening, listeningOf, type Mail } from '../domain/mail';
import type { Effect, ProcessEvent } from '../domain/process/events';
import { initialState, variablesOf, type ProcessState } from '../domain/process/state';
import { takeTurn, type Turn } from '../domain/quiet-point';
import type { Outcome } from '../domain/receipt';
import { record } from './activities';
import { COLLECT, type Desk, type Happening } from './desk';
import type { CaseFileInput } from './messages';
import { createOutside, now, ofTheSystem } from './outside';
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
  let state: ProcessState = snapshot?.state ?? initialState(graph, process.startedBy?.process);
  let { seq } = run;
  let over = false;
  let goesOn = false;
  /** Quiet points that are not known to be written yet. */
  let unwritten: readonly QuietPoint[] = [];

  async function attendTo(happening: Happening | typeof COLLECT): Promise<void> {
    if (happening === COLLECT) return write(true);
    const { event, mail, actor, writtenUpTo } = happening;
    // It has found another receiver meanwhile.
    if (mail !== undefined && event.type === 'message' && !isListening(graph, state, event)) return;
    const { open, incidents } = desk;
    const turn = takeTurn(process, { caseFileId, seq, state, open, incidents: incidents.keys() }, happening);
    unwritten = [...unwritten.filter((point) => point.seq > writtenUpTo), turn.point];
    if (!rides(turn, actor)) await write(turn.point.listening !== undefined);
    follow(turn, event);
  }

  /** All that is unwritten. What a case file waits for and its mail change only here, so both are always the same in the database. */
  async function write(collects: boolean): Promise<void> {
    const mail = await record({ caseFileId, points: unwritten, collects });
    unwritten = [];
    if (collects) desk.sortMail(mail, toHappening);
  }

  /** What a turn asks for, once it is written or on its way. */
  function follow(turn: Turn, event: ProcessEvent): void {
    ({ state, over, goesOn } = turn);
    seq = turn.point.seq;
    noteIncidents(desk, turn);
    noteWorkItems(desk, event, turn.effects);
    outside.carryOut(turn.effects, variablesOf(state), unwritten);
  }

  desk.awaits((named) => isListening(graph, state, named));
  const isDue = () =>
    workflowInfo().continueAsNewSuggested && !over && desk.isIdle() && !outside.isBusy() && allHandlersFinished();
  if (snapshot) outside.carryOut(snapshot.timers, {}, []);
  else if (begun) follow(begun, startOf(process));
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

function firstOf([process]: readonly PlannedProcess[]): PlannedProcess {
  if (!process) throw ApplicationFailure.nonRetryable('There is no process to run', 'SERVICE_INVALID');
  return process;
}

const startOf = ({ variables }: PlannedProcess): ProcessEvent => ({ type: 'start', at: now(), variables });

/** Where nobody waits for an answer, what is done outside next writes the quiet point before it runs. */
const rides = ({ over, effects, point }: Turn, actor: Happening['actor']): boolean =>
  !over &&
  actor === null &&
  !point.listening &&
  effects.some(({ type }) => type === 'call-operation' || type === 'publish');

function toHappening({ id, type, name, key, variables }: Mail): Happening {
  const event =
    type === 'signal'
      ? { type, at: now(), name, variables }
      : { type, at: now(), name, variables, ...(key !== undefined && { key }) };
  return { ...ofTheSystem(event), mail: id };
}

function noteIncidents(desk: Desk, { state }: Turn): void {
  desk.incidents.clear();
  for (const [id, execution] of Object.entries(state.executions))
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
