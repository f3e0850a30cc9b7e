import { empty } from '../cancel';
import { isTrue } from '../flows';
import type { ElementOf } from '../graph';
import { changeScope, containerOf, elementOf, scopeOf, type Move, type Run, type Token } from '../run';

type AdHoc = ElementOf<'ad-hoc-sub-process'>;

function adHocAt(run: Run, scope: string): AdHoc | undefined {
  const element = elementOf(run, scopeOf(run, scope).element);
  return element.kind === 'ad-hoc-sub-process' && scopeOf(run, scope).isContainer ? element : undefined;
}

/** 13.3.5: one at a time where it is sequential. True where the activity has to wait for its turn, or is not begun any more. */
export function mustWaitForTurn(run: Run, { element, scope, flow }: Token): boolean {
  const adHoc = adHocAt(run, scope);
  if (!adHoc) return false;
  const { isEnding, pending = [] } = scopeOf(run, scope);
  // In parallel all that begin by themselves have begun together with the one that was its end.
  if (isEnding) return adHoc.sequential || flow !== null;
  if (!adHoc.sequential || !isBusy(run, scope, flow)) return false;
  changeScope(run, scope, { pending: [...pending, element] });
  return true;
}

/** Something runs; what a flow leads to comes before what begins by itself. */
const isBusy = (run: Run, scope: string, flow: string | null): boolean =>
  [...run.executions.values()].some((other) => other.scope === scope) ||
  (flow === null && run.agenda.some((move) => isComing(move, scope) && move.flow !== null));

const isComing = (move: Move, scope: string): move is Extract<Move, { type: 'enter' }> =>
  move.type === 'enter' && move.scope === scope;

/** An activity inside is over. True where the ad-hoc sub-process ends with it: nothing more is begun. */
export function afterActivity(run: Run, scope: string): boolean {
  const container = containerOf(run, scope);
  const adHoc = adHocAt(run, container);
  if (!adHoc) return false;
  if (!isComplete(run, container, adHoc)) return false;
  changeScope(run, container, { isEnding: true, pending: [] });
  if (adHoc.cancelsRemaining) empty(run, container);
  else
    run.agenda = run.agenda.filter((move) => !isComing(move, container) || (move.flow === null && !adHoc.sequential));
  return true;
}

function isComplete(run: Run, scope: string, { completionCondition, id }: AdHoc): boolean {
  if (scopeOf(run, scope).isEnding) return true;
  return completionCondition !== undefined && isTrue(run, scope, completionCondition, id);
}

/** Nothing is active any more; that is its end only where no completion condition is still to come true. */
export function isOver(run: Run, scope: string): boolean {
  const adHoc = adHocAt(run, scope);
  return adHoc?.completionCondition === undefined || isComplete(run, scope, adHoc);
}

/** Nothing is active: the next one begins. False where none is left. */
export function beginPending(run: Run, scope: string): boolean {
  const [element, ...pending] = scopeOf(run, scope).pending ?? [];
  if (element === undefined) return false;
  changeScope(run, scope, { pending });
  run.agenda.push({ type: 'enter', element, scope, flow: null });
  return true;
}
