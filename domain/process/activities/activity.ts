import type { JsonObject } from '../../json';
import { openLocals } from '../data/mappings';
import { askForStores, takeStores } from '../data/stores';
import { listen, listenerOf } from '../events/listen';
import { setWaitingAt, useUp, waitingAt } from '../gateways/join';
import type { Activity } from '../graph';
import { guard } from '../incident';
import { elementOf, executionOf, note, open, type Run, type Token } from '../run';
import { mustWaitForTurn } from './ad-hoc-sub-process';
import { beginMultiInstance } from './multi-instance';
import { perform } from './perform';
import { beginStandardLoop } from './standard-loop';

/** 13.3.2: enough tokens have come; what is at its border is listened to; then it begins, as often as its marker says. */
export function enterActivity(run: Run, activity: Activity, token: Token): void {
  if (mustWaitForTurn(run, token) || !hasEnoughTokens(run, activity, token)) return;
  const { scope, again } = token;
  const purpose = token.for === undefined ? {} : { for: token.for };
  const execution = open(run, { element: activity.id, scope, ...purpose }, again);
  const act = (): void => {
    if (!activity.reads) openLocals(run, execution, activity);
    const atOnce = activity.boundaries.map((id) => listen(run, listenerOf(run, id), execution, scope));
    if (atOnce.includes(true)) beginAfterEvents(run, execution, activity);
    else beginActivity(run, execution);
  };
  guard(run, { ...executionOf(run, execution), stage: 'enter' }, act, execution);
}

/** A condition at its border holds already: the event happens before what is inside moves. */
function beginAfterEvents(run: Run, execution: string, { id, loop }: Activity): void {
  if (!loop) note(run, id, 'entered');
  run.agenda.push({ type: 'begin', execution });
}

/** What an activity does once it listens: it reads its data stores, then it begins. */
export function beginActivity(run: Run, execution: string, isEntered = false): void {
  const { element } = executionOf(run, execution);
  const activity = elementOf(run, element) as Activity;
  if (!askForStores(run, execution, activity)) return beginWork(run, execution, activity, isEntered);
  if (!activity.loop && !isEntered) note(run, activity.id, 'entered');
}

/** What its data stores hold is there. */
export function beginWithStores(run: Run, execution: string, activity: Activity, values: JsonObject): void {
  openLocals(run, execution, activity, takeStores(run, execution, activity, values));
  beginWork(run, execution, activity, true);
}

function beginWork(run: Run, execution: string, activity: Activity, isEntered: boolean): void {
  if (activity.loop?.kind === 'standard') beginStandardLoop(run, execution, activity);
  else if (activity.loop) beginMultiInstance(run, execution, activity);
  else perform(run, execution, isEntered);
}

/** Table 10.3, startQuantity. */
function hasEnoughTokens(run: Run, { id, startQuantity }: Activity, { scope, flow }: Token): boolean {
  if (startQuantity <= 1) return true;
  const arrived = [...waitingAt(run, scope, id), flow ?? ''];
  setWaitingAt(run, scope, id, arrived);
  if (arrived.length < startQuantity) return false;
  useUp(run, scope, id, arrived.slice(0, startQuantity));
  return true;
}
