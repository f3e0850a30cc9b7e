import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  continueAsNew,
  isCancellation,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';

import type { PlannedProcess } from '../activities/receive';
import type { QuietPoint } from '../domain/case-file';
import type { CallOperation, Effect, ProcessEvent } from '../domain/process/events';
import { initialState, variablesOf, type ProcessState } from '../domain/process/state';
import type { JsonObject } from '../domain/json';
import { takeTurn, type Turn } from '../domain/quiet-point';
import type { Outcome } from '../domain/receipt';
import { callOperation, record } from './activities';
import type { Desk, Happening } from './desk';
import type { CaseFileInput } from './messages';
import type { SetTimer, Snapshot } from './snapshot';

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
  const process = processes[0];
  if (!process) throw ApplicationFailure.nonRetryable('There is no process to run', 'SERVICE_INVALID');
  const outside = createOutside(caseFileId, process.hash, desk);
  let state: ProcessState = snapshot?.state ?? initialState(process.graph);
  let { seq } = run;
  let over = false;
  let goesOn = false;
  /** Quiet points that are not known to be written yet. */
  let unwritten: QuietPoint[] = [];

  async function attendTo(happening: Happening): Promise<void> {
    const { open, incidents } = desk;
    const standing = { caseFileId, seq, state, open, incidents: incidents.keys() };
    const turn = takeTurn(process as PlannedProcess, standing, happening);
    unwritten = [...unwritten.filter((point) => point.seq > happening.writtenUpTo), turn.point];
    // Where nobody waits for an answer, an operation that is called next writes the quiet point before it runs.
    const rides = !turn.over && happening.actor === null && turn.effects.some(({ type }) => type === 'call-operation');
    if (!rides) {
      await record(unwritten);
      unwritten = [];
    }
    follow(turn, happening.event);
  }

  /** What a turn asks for, once it is written or on its way. */
  function follow(turn: Turn, event: ProcessEvent): void {
    ({ state, over, goesOn } = turn);
    seq = turn.point.seq;
    noteIncidents(desk, turn);
    noteWorkItems(desk, event, turn.effects);
    outside.carryOut(turn.effects, variablesOf(state), unwritten);
  }

  const isDue = () =>
    workflowInfo().continueAsNewSuggested && !over && desk.isIdle() && !outside.isBusy() && allHandlersFinished();
  if (snapshot) outside.carryOut(snapshot.timers, {}, []);
  else if (process.begun) follow(process.begun, startOf(process));
  else desk.post(ofTheSystem(startOf(process)));

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
  outside.close();
  return { seq, goesOn };
}

const startOf = ({ variables }: PlannedProcess): ProcessEvent => ({ type: 'start', at: now(), variables });

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

/** Timers and operations: what runs while the case file waits. */
function createOutside(caseFileId: string, bundleHash: string, desk: Desk) {
  const timers = new Map<string, { scope: CancellationScope; effect: SetTimer }>();
  const operations = new Map<string, CancellationScope>();
  const post = (event: ProcessEvent, writtenUpTo = 0) => desk.post(ofTheSystem(event, writtenUpTo));

  function setTimer(effect: SetTimer): void {
    const scope = new CancellationScope();
    timers.set(effect.timer, { scope, effect });
    const wait = Math.max(0, Date.parse(effect.dueAt) - Date.now());
    void scope
      .run(() => sleep(wait, { summary: effect.element }))
      .then(() => {
        timers.delete(effect.timer);
        post({ type: 'timer', at: now(), timer: effect.timer });
      })
      .catch(ignoreCancellation);
  }

  function call(effect: CallOperation, variables: JsonObject, points: readonly QuietPoint[]): void {
    const { execution, element, operation, inputs } = effect;
    const writtenUpTo = points.at(-1)?.seq;
    const scope = new CancellationScope();
    operations.set(execution, scope);
    void scope
      .run(() => callOperation({ caseFileId, bundleHash, element, execution, operation, inputs, variables, points }))
      .then((answer) => {
        operations.delete(execution);
        if ('error' in answer) post({ type: 'fail', at: now(), execution, ...answer.error }, writtenUpTo);
        else post({ type: 'complete', at: now(), execution, variables: answer.variables }, writtenUpTo);
      })
      .catch((error: unknown) => {
        operations.delete(execution);
        if (!isCancellation(error)) post({ type: 'fail', at: now(), execution, ...describe(error) });
      });
  }

  function carryOut(effects: readonly Effect[], variables: JsonObject, points: readonly QuietPoint[]): void {
    for (const effect of effects) {
      if (effect.type === 'set-timer') setTimer(effect);
      if (effect.type === 'call-operation') call(effect, variables, points);
      if (effect.type === 'cancel-operation') operations.get(effect.execution)?.cancel();
      if (effect.type === 'cancel-timer') {
        timers.get(effect.timer)?.scope.cancel();
        timers.delete(effect.timer);
      }
    }
  }

  /** Leaves no timer behind when the process is over. */
  function close(): void {
    for (const { scope } of timers.values()) scope.cancel();
    for (const scope of operations.values()) scope.cancel();
  }

  return {
    carryOut,
    close,
    isBusy: () => operations.size > 0,
    timers: () => [...timers.values()].map(({ effect }) => effect),
  };
}

const ofTheSystem = (event: ProcessEvent, writtenUpTo = 0): Happening => ({
  event,
  actor: null,
  key: null,
  writtenUpTo,
});

function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}

function describe(error: unknown): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) return { code: cause.type ?? 'UNAVAILABLE', message: cause.message };
  return { code: 'UNAVAILABLE', message: cause instanceof Error ? cause.message : String(cause) };
}

/** Deterministic inside a workflow: the time of the current task. */
const now = (): string => new Date().toISOString();
