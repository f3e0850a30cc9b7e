import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';

import type { QuietPoint } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type { CallOperation, Effect, ProcessEvent, Publish } from '../domain/process/events';
import { callOperation, publish } from './activities';
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

/** Timers, operations, and messages on their way out: what runs while the case file waits. */
export function createOutside({ caseFileId, bundleHash, desk, isListening }: Parts) {
  const timers = new Map<string, { scope: CancellationScope; effect: SetTimer }>();
  const operations = new Map<string, CancellationScope>();
  const publishing = new Set<string>();
  let isClosed = false;

  function post(event: ProcessEvent, writtenUpTo = 0): void {
    if (!isClosed) desk.post(ofTheSystem(event, writtenUpTo));
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

  /** Never cancelled: what was thrown reaches its receivers even when its case file is over meanwhile. */
  async function send({ execution, triggers }: Publish, points: readonly QuietPoint[]): Promise<void> {
    publishing.add(execution);
    try {
      await publish({ caseFileId, bundleHash, execution, triggers, points });
      // What it sends to itself comes before it goes on.
      if (!isClosed && isListening()) await desk.whenDone(desk.collect());
      post({ type: 'complete', at: now(), execution, variables: {} }, points.at(-1)?.seq);
    } catch (error) {
      post({ type: 'fail', at: now(), execution, ...describe(error) });
    } finally {
      publishing.delete(execution);
    }
  }

  function carryOut(effects: readonly Effect[], variables: JsonObject, points: readonly QuietPoint[]): void {
    for (const effect of effects) {
      if (effect.type === 'set-timer') setTimer(effect);
      if (effect.type === 'call-operation') call(effect, variables, points);
      if (effect.type === 'publish') void send(effect, points);
      if (effect.type === 'cancel-operation') operations.get(effect.execution)?.cancel();
      if (effect.type === 'cancel-timer') {
        timers.get(effect.timer)?.scope.cancel();
        timers.delete(effect.timer);
      }
    }
  }

  /** Leaves no timer behind when the process is over, and nothing half sent. */
  async function close(): Promise<void> {
    isClosed = true;
    for (const { scope } of timers.values()) scope.cancel();
    for (const scope of operations.values()) scope.cancel();
    await condition(() => publishing.size === 0);
  }

  return {
    carryOut,
    close,
    isBusy: () => operations.size + publishing.size > 0,
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
