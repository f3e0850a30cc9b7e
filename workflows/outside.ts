import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';

import type { QuietPoint } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type {
  CallOperation,
  Effect,
  OpenCaseFile,
  ProcessEvent,
  Publish,
  ReadDataStore,
} from '../domain/process/events';
import { TURN_LOST } from '../domain/quiet-point';
import { callOperation, cancelCaseFile, openCaseFile, publish, readDataStores } from './activities';
import { now, waitUntil } from './clock';
import type { Desk, Happening } from './desk';
import type { SetTimer } from './snapshot';

interface Parts {
  readonly caseFileId: string;
  readonly bundleHash: string;
  readonly desk: Desk;
  /** Whether the case file waits for messages or signals now. */
  readonly isListening: () => boolean;
}

/** What a turn knows besides its effects. */
interface Surroundings {
  readonly seq: number;
  readonly variables: JsonObject;
  /** What what is done outside has to write before it runs. */
  readonly points: readonly QuietPoint[];
}

type SetTimers = ReadonlyMap<string, { readonly scope: CancellationScope; readonly effect: SetTimer }>;
type Operations = ReadonlyMap<string, { readonly scope: CancellationScope; readonly again: () => void }>;

/** All reads of data stores stand in one queue. */
const READS = 'data stores';

/** What waits for its time or its answer. */
export interface Pending {
  readonly timers: SetTimers;
  readonly operations: Operations;
}

/** Timers, operations, data stores that are read, messages and calls on their way out: what runs while the case file waits. */
export function createOutside({ caseFileId, bundleHash, desk, isListening }: Parts) {
  const timers = new Map<string, { scope: CancellationScope; effect: SetTimer }>();
  const operations = new Map<string, { scope: CancellationScope; again: () => void }>();
  /** By queue. Never cancelled: what was thrown or called gets there even when its case file is over meanwhile. */
  const underWay = new Map<string, Promise<void>>();
  let isClosed = false;

  function post(event: ProcessEvent, writtenUpTo = 0): void {
    if (!isClosed) desk.post(ofTheSystem(event, writtenUpTo));
  }

  /** Where its turn was lost nothing has failed: what was written instead is to be fetched. */
  function fail(execution: string, error: unknown): void {
    const { code, message } = describe(error);
    if (code === TURN_LOST) desk.collect();
    else post({ type: 'fail', at: now(), execution, code, message });
  }

  function setTimer(effect: SetTimer): void {
    const scope = new CancellationScope();
    timers.set(effect.timer, { scope, effect });
    void scope
      .run(() => waitUntil(effect.dueAt, effect.element))
      .then(() => {
        timers.delete(effect.timer);
        post({ type: 'timer', at: now(), timer: effect.timer });
      })
      .catch(ignoreCancellation);
  }

  function call(effect: CallOperation, surroundings: Surroundings): void {
    const { variables, points } = surroundings;
    const { execution, element, operation, inputs } = effect;
    const writtenUpTo = points.at(-1)?.seq;
    const scope = new CancellationScope();
    operations.set(execution, { scope, again: () => call(effect, surroundings) });
    void scope
      .run(() => callOperation({ caseFileId, bundleHash, element, execution, operation, inputs, variables, points }))
      .then((answer) => {
        operations.delete(execution);
        if ('error' in answer) return post({ type: 'fail', at: now(), execution, ...answer.error }, writtenUpTo);
        const { variables: result, escalation } = answer;
        if (escalation) post({ type: 'escalate', at: now(), execution, ...escalation }, writtenUpTo);
        post({ type: 'complete', at: now(), execution, variables: result }, writtenUpTo);
      })
      .catch((error: unknown) => {
        operations.delete(execution);
        if (!isCancellation(error)) fail(execution, error);
      });
  }

  /** One act after the other in a queue, that of its execution; one that cannot be done is an incident. */
  function send(execution: string, act: () => Promise<void>, queue = execution): void {
    const before = underWay.get(queue);
    const sent = (before ? before.then(act) : act())
      .catch((error: unknown) => fail(execution, error))
      .then(() => {
        if (underWay.get(queue) === sent) underWay.delete(queue);
      });
    underWay.set(queue, sent);
  }

  async function hand({ execution, triggers }: Publish, { points }: Surroundings): Promise<void> {
    await publish({ caseFileId, bundleHash, execution, triggers, points });
    // What it sends to itself comes before it goes on.
    if (!isClosed && isListening()) await desk.whenDone(desk.collect());
    post({ type: 'complete', at: now(), execution, variables: {} }, points.at(-1)?.seq);
  }

  /** Its end comes back as mail. */
  const open = ({ type: _type, ...effect }: OpenCaseFile, { seq, points }: Surroundings): Promise<void> =>
    openCaseFile({ ...effect, caseFileId, bundleHash, seq, points });

  const cancel = (execution: string, { points }: Surroundings): Promise<void> =>
    cancelCaseFile({ caseFileId, execution, points });

  function cancelTimer(timer: string): void {
    timers.get(timer)?.scope.cancel();
    timers.delete(timer);
  }

  /** What was written before is in the database: a turn that reads never rides. The next one reads what this one writes. */
  async function read({ execution, stores }: ReadDataStore): Promise<void> {
    const values = await readDataStores({ stores });
    if (isClosed) return;
    await desk.whenDone(desk.post(ofTheSystem({ type: 'data-store-read', at: now(), execution, values })));
  }

  function carryOut(effects: readonly Effect[], surroundings: Surroundings): void {
    for (const effect of effects) carryOutOne(effect, surroundings);
  }

  function carryOutOne(effect: Effect, surroundings: Surroundings): void {
    switch (effect.type) {
      case 'set-timer':
        return setTimer(effect);
      case 'cancel-timer':
        return cancelTimer(effect.timer);
      case 'call-operation':
        return call(effect, surroundings);
      case 'cancel-operation':
        return operations.get(effect.execution)?.scope.cancel();
      case 'publish':
        return send(effect.execution, () => hand(effect, surroundings));
      case 'read-data-store':
        return send(effect.execution, () => read(effect), READS);
      case 'open-case-file':
        return send(effect.execution, () => open(effect, surroundings));
      case 'cancel-case-file':
        return send(effect.execution, () => cancel(effect.execution, surroundings));
    }
  }

  /** Takes back what a turn asked for that did not happen; messages and calls have not left the house yet. */
  function undo(effects: readonly Effect[], { timers: set, operations: called }: Pending): void {
    for (const effect of effects) {
      if (effect.type === 'set-timer') cancelTimer(effect.timer);
      if (effect.type === 'call-operation') operations.get(effect.execution)?.scope.cancel();
      const timer = effect.type === 'cancel-timer' && set.get(effect.timer);
      if (timer) setTimer(timer.effect);
      if (effect.type === 'cancel-operation') called.get(effect.execution)?.again();
    }
  }

  /** Leaves no timer behind when the process is over, and nothing half sent. */
  async function close(): Promise<void> {
    isClosed = true;
    for (const { scope } of timers.values()) scope.cancel();
    for (const { scope } of operations.values()) scope.cancel();
    await condition(() => underWay.size === 0);
  }

  return {
    carryOut,
    undo,
    pending: (): Pending => ({ timers: new Map(timers), operations: new Map(operations) }),
    close,
    isBusy: () => operations.size + underWay.size > 0,
    timers: () => [...timers.values()].map(({ effect }) => effect),
  };
}

export const ofTheSystem = (event: ProcessEvent, writtenUpTo = 0): Happening => ({
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
