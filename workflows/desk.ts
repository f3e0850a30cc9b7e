import { ApplicationFailure, condition } from '@temporalio/workflow';

import type { Happened } from '../domain/quiet-point';
import type { Snapshot } from './snapshot';

/** Something that happened to the case file and waits for its turn. */
export interface Happening extends Happened {
  /** The last quiet point that was written on the way here; 0 for none. */
  readonly writtenUpTo: number;
}

export interface OpenItem {
  readonly execution: string;
  readonly element: string;
  readonly version: number;
}

export type Desk = ReturnType<typeof createDesk>;

/**
 * What lies on the desk of one case file: the work items that people may complete, the incidents that wait for an operator, and
 * the happenings in the order they came. Everything that changes the case file passes through here, one at a time.
 */
export function createDesk(before?: Pick<Snapshot, 'open' | 'incidents'>) {
  // Laid out before anybody may ask: a message that came while the history was cut is handed over at once.
  const open = new Map<string, OpenItem>(before?.open.map((item) => [item.execution, item]));
  const incidents = new Map<string, string>(before?.incidents);
  const waiting: { happening: Happening; done: boolean }[] = [];

  /** Puts a happening in the queue; nothing waits for it. */
  function post(happening: Happening): { done: boolean } {
    const turn = { happening, done: false };
    waiting.push(turn);
    return turn;
  }

  /** Puts a happening in the queue and waits until its quiet point is written. */
  async function postAndWait(happening: Happening): Promise<void> {
    const turn = post(happening);
    await condition(() => turn.done);
  }

  /** Carries out the waiting happenings one after another until `isOver`. */
  async function attend(work: (happening: Happening) => Promise<void>, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await condition(() => waiting.length > 0 || isOver());
      const turn = waiting[0];
      if (!turn || isOver()) continue;
      await work(turn.happening);
      waiting.shift();
      turn.done = true;
    }
    // Whoever came too late is not left waiting: their work item or timer is gone.
    for (const turn of waiting.splice(0)) turn.done = true;
  }

  /** Synchronous and read-only, as an update validator must be. */
  function refuseUnlessOpen(execution: string, version: number): void {
    const item = open.get(execution);
    if (
      !item ||
      waiting.some(({ happening }) => 'execution' in happening.event && happening.event.execution === execution)
    )
      throw ApplicationFailure.nonRetryable('This work item is no longer open', 'WORK_ITEM_CLOSED');
    if (item.version !== version)
      throw ApplicationFailure.nonRetryable('This work item has changed since it was read', 'WORK_ITEM_CHANGED');
  }

  function refuseUnlessIncident(execution: string): void {
    if (!incidents.has(execution))
      throw ApplicationFailure.nonRetryable('There is no such incident', 'INCIDENT_NOT_FOUND');
  }

  return {
    open,
    incidents,
    post,
    postAndWait,
    attend,
    refuseUnlessOpen,
    refuseUnlessIncident,
    isIdle: () => waiting.length === 0,
  };
}
