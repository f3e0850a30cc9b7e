import { visible } from '../data/variables';
import type { Activity, ElementOf, EventDefinition } from '../graph';
import {
  changeExecution,
  changeScope,
  containerOf,
  elementOf,
  executionOf,
  fresh,
  insideOf,
  note,
  open,
  scopeOf,
  type Run,
} from '../run';
import type { CompletedActivity } from '../state';
import { startEventSubprocess } from '../activities/event-sub-process';

/** 10.7: an activity that is over and can be undone is remembered with the data it saw, in the scope it stood in. */
export function remember(run: Run, execution: string, activity: Activity): void {
  if (activity.isForCompensation || activity.kind === 'event-sub-process') return;
  const inside = run.scopes.get(execution)?.completed ?? [];
  const canBeUndone =
    activity.compensatedBy !== undefined || inside.length > 0 || compensationStart(run, activity) !== undefined;
  if (!canBeUndone) return;
  const scope = containerOf(run, executionOf(run, execution).scope);
  const variables = visible(run, insideOf(run, execution));
  const one: CompletedActivity = { element: activity.id, variables, ...(inside.length > 0 && { inside }) };
  changeScope(run, scope, { completed: [...(scopeOf(run, scope).completed ?? []), one] });
}

/** The start event of a sub-process's own compensation event sub-process. */
function compensationStart(run: Run, activity: Activity): ElementOf<'start-event'> | undefined {
  if (!('eventSubprocesses' in activity)) return undefined;
  return activity.eventSubprocesses
    .map((id) => elementOf(run, (elementOf(run, id) as ElementOf<'event-sub-process'>).start))
    .filter((start) => start.kind === 'start-event')
    .find(({ definitions }) => definitions.some(({ type }) => type === 'compensation'));
}

/** Takes what a compensation event means out of what can be undone: an activity of its scope, or all of it. */
export function takeCompleted(
  run: Run,
  scope: string,
  { activity }: Extract<EventDefinition, { type: 'compensation' }>,
): CompletedActivity[] {
  const taken: CompletedActivity[] = [];
  for (const id of scopesMeant(run, scope)) {
    const completed = scopeOf(run, id).completed ?? [];
    const isMeant = ({ element }: CompletedActivity): boolean => activity === null || element === activity;
    taken.unshift(...completed.filter(isMeant));
    changeScope(run, id, { completed: completed.filter((one) => !isMeant(one)) });
  }
  return taken;
}

/** The scope of the event; from inside an event sub-process the one around it, too. */
function scopesMeant(run: Run, scope: string): string[] {
  const container = containerOf(run, scope);
  const { element, parent } = scopeOf(run, container);
  const isEventSubprocess = elementOf(run, element).kind === 'event-sub-process';
  return isEventSubprocess && parent !== null ? [container, ...scopesMeant(run, parent)] : [container];
}

/** 13.5.5: undoes the last of what is left, with the data of then; when nothing is left the compensating execution goes on. */
export function compensateNext(run: Run, execution: string): void {
  const { compensating = [] } = run.executions.get(execution) ?? {};
  const last = compensating.at(-1);
  if (!run.executions.has(execution)) return;
  if (!last) return void run.agenda.push({ type: 'perform', execution });
  changeExecution(run, execution, { compensating: compensating.slice(0, -1) });
  undo(run, execution, last);
}

function undo(run: Run, execution: string, { element, variables, inside = [] }: CompletedActivity): void {
  const activity = elementOf(run, element) as Activity;
  const around = containerOf(run, insideOf(run, execution));
  const snapshot = { element, parent: around, variables, isSnapshot: true as const };
  if (activity.compensatedBy !== undefined) {
    const scope = fresh(run, element);
    run.scopes.set(scope, { ...snapshot, isContainer: false });
    noteBoundary(run, activity);
    run.agenda.push({ type: 'enter', element: activity.compensatedBy, scope, flow: null, for: execution });
    return;
  }
  const revived = open(run, { element, scope: around, for: execution, compensating: [] });
  run.scopes.set(revived, { ...snapshot, isContainer: true, completed: inside });
  const start = compensationStart(run, activity);
  if (start) return startEventSubprocess(run, start, revived);
  changeExecution(run, revived, { compensating: inside });
  changeScope(run, revived, { completed: [] });
  compensateNext(run, revived);
}

/** The compensation event at the border of the activity has happened. */
function noteBoundary(run: Run, { boundaries }: Activity): void {
  const event = boundaries
    .map((id) => elementOf(run, id))
    .find((boundary) => 'definitions' in boundary && boundary.definitions.some(({ type }) => type === 'compensation'));
  if (event) for (const what of ['entered', 'fired', 'left'] as const) note(run, event.id, what);
}

/** All inside a completed sub-process is undone: the compensation it belongs to goes on. */
export function finishRevived(run: Run, execution: string): void {
  const { for: purpose = '' } = executionOf(run, execution);
  run.executions.delete(execution);
  run.scopes.delete(execution);
  compensateNext(run, purpose);
}

/** Nobody waits for this compensation. */
export function compensateDetached(run: Run, element: string, scope: string, completed: CompletedActivity[]): void {
  const execution = open(run, { element, scope, compensating: completed, detached: true });
  compensateNext(run, execution);
}
