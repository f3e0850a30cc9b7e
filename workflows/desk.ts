import { ApplicationFailure, condition } from '@temporalio/workflow';

import type { Mail } from '../domain/mail';
import type { Named } from '../domain/process/listening';
import { isSame, type Happened } from '../domain/quiet-point';
import type { Snapshot } from './snapshot';

/** Something that happened to the case file and waits for its turn. */
export interface Happening extends Happened {
  /** The last quiet point that was written on the way here; 0 for none. */
  readonly writtenUpTo: number;
}

/** There may be mail to fetch. */
export const COLLECT = 'collect';

interface Turn {
  readonly happening: Happening | typeof COLLECT;
  done: boolean;
  /** It had its turn, which was lost: it comes before all others. */
  readonly isBack?: true;
}

export interface OpenItem {
  readonly execution: string;
  readonly element: string;
  readonly version: number;
}

/** What the desk asks the process that runs. */
export interface Standing {
  readonly isAwaited: (named: Named) => boolean;
  readonly maySkip: (execution: string, to: string) => boolean;
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
  const waiting: Turn[] = [];
  let current: Turn | undefined;
  let isClosed = false;

  /** Puts a happening in the queue; nothing waits for it. */
  function post(happening: Turn['happening']): Turn {
    const turn = { happening, done: isClosed };
    if (!isClosed) waiting.push(turn);
    return turn;
  }

  /** Asked for twice before its turn, mail is fetched once. */
  const collect = (): Turn => waiting.find(({ happening }) => happening === COLLECT) ?? post(COLLECT);

  /** Waits until a turn's quiet point is written. */
  async function whenDone(turn: Turn): Promise<void> {
    await condition(() => turn.done);
  }

  /** The case file's mail as it is now: what it has lost to others leaves the queue, what is new joins it. */
  function sortMail(mail: readonly Mail[], toHappening: (mail: Mail) => Happening): void {
    const mailOf = ({ happening }: Turn) => (happening === COLLECT ? undefined : happening.mail);
    const ours = new Set(mail.map(({ id }) => id));
    const kept = waiting.filter((turn) => ours.has(mailOf(turn) ?? '') || mailOf(turn) === undefined);
    waiting.splice(0, waiting.length, ...kept);
    const queued = new Set(kept.map(mailOf));
    for (const one of mail) if (!queued.has(one.id)) post(toHappening(one));
  }

  /** It has had its turn already, in a task of the workflow that was lost. */
  function strike(happened: Happened): void {
    for (const turn of waiting.filter(({ happening }) => happening !== COLLECT && isSame(happening, happened))) {
      turn.done = true;
      waiting.splice(waiting.indexOf(turn), 1);
    }
  }

  /** Their turns were lost: they come again, before the one that is attended to. */
  function giveBack(happenings: readonly Happening[], openBefore: ReadonlyMap<string, OpenItem>): void {
    waiting.unshift(...happenings.map((happening) => ({ happening, done: false, isBack: true }) as const));
    open.clear();
    for (const [execution, item] of openBefore) open.set(execution, item);
  }

  /** Its turn is still to come. */
  function comeNext(turn: Turn): void {
    const place = waiting.findIndex(({ isBack }) => !isBack);
    waiting.splice(place < 0 ? waiting.length : place, 0, turn);
  }

  /** Carries out the waiting happenings one after another until `isOver`. One whose work says that it is not done comes next again. */
  async function attend(
    work: (happening: Turn['happening']) => Promise<boolean>,
    isOver: () => boolean,
  ): Promise<void> {
    while (!isOver()) {
      await condition(() => waiting.length > 0 || isOver());
      if (isOver()) break;
      current = waiting.shift();
      if (!current) continue;
      current.done = await work(current.happening);
      if (!current.done) comeNext(current);
      current = undefined;
    }
    letGo();
  }

  /** Whoever came too late is not left waiting: their work item or timer is gone. */
  function letGo(): void {
    for (const turn of waiting.splice(0)) turn.done = true;
  }

  /** The case file is over: nothing has its turn any more. */
  function close(): void {
    isClosed = true;
    letGo();
  }

  /** Somebody was faster. */
  const isTaken = (execution: string): boolean =>
    [current, ...waiting].some(
      (turn) =>
        turn !== undefined &&
        turn.happening !== COLLECT &&
        'execution' in turn.happening.event &&
        turn.happening.event.execution === execution,
    );

  /** Synchronous and read-only, as an update validator must be. */
  function refuseUnlessOpen(execution: string, version: number): void {
    const item = open.get(execution);
    if (!item || isTaken(execution))
      throw ApplicationFailure.nonRetryable('This work item is no longer open', 'WORK_ITEM_CLOSED');
    if (item.version !== version)
      throw ApplicationFailure.nonRetryable('This work item has changed since it was read', 'WORK_ITEM_CHANGED');
  }

  function refuseUnlessIncident(execution: string): void {
    if (!incidents.has(execution) || isTaken(execution))
      throw ApplicationFailure.nonRetryable('There is no such incident', 'INCIDENT_NOT_FOUND');
  }

  let standing: Standing = { isAwaited: () => false, maySkip: () => false };

  function refuseUnlessReachable(execution: string, to: string): void {
    if (!standing.maySkip(execution, to))
      throw ApplicationFailure.nonRetryable('The token cannot go on there', 'SKIP_TARGET_INVALID');
  }

  function refuseUnlessAwaited(event: Named | { readonly type: 'set-variables' }): void {
    if (isClosed) throw ApplicationFailure.nonRetryable('The case file’s process is over', 'CASE_FILE_CLOSED');
    if (event.type !== 'set-variables' && !standing.isAwaited(event))
      throw ApplicationFailure.nonRetryable(`The case file does not wait for "${event.name}"`, 'EVENT_NOT_AWAITED');
  }

  return {
    open,
    incidents,
    /** Says where the process that runs now stands. */
    asks: (now: Standing) => void (standing = now),
    refuseUnlessAwaited,
    refuseUnlessReachable,
    post,
    /** Puts a happening in the queue and waits until its quiet point is written. */
    postAndWait: (happening: Happening) => whenDone(post(happening)),
    collect,
    whenDone,
    sortMail,
    strike,
    giveBack,
    attend,
    close,
    refuseUnlessOpen,
    refuseUnlessIncident,
    isIdle: () => waiting.length === 0,
  };
}
