import { isActivity, isSubProcess, type Activity, type Event } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';
import { refuseConnected } from './unconnected';

/** BPMN 2.0, 10.7.2: who undoes an activity is marked, and stands beside it without flows. */
export function refuseHandler(drawn: Drawn, activity: Activity): void {
  if (activity.isForCompensation)
    refuseConnected(drawn, activity, 'compensation-handler', {
      bg: 'дейност за компенсация',
      en: 'a compensation activity',
    });
  const handler = drawn.elements.get(activity.compensatedBy ?? '');
  if (!handler || !isActivity(handler) || (handler.isForCompensation && handler.container === activity.container))
    return;
  report(drawn.findings, 'compensation-handler', handler, {
    bg: `компенсира „${activity.name}“, но не е отбелязана като дейност за компенсация в същия процес. Отбележете я (isForCompensation).`,
    en: `it compensates "${activity.name}" but is not marked as a compensation activity in the same process. Mark it (isForCompensation).`,
  });
}

/** Table 10.87 and 13.5.5: what is to be undone is an activity in reach of the event that throws, and something can undo it. */
export function refuseCompensated(drawn: Drawn, event: Event): void {
  if (event.kind !== 'intermediate-throw-event' && event.kind !== 'end-event') return;
  const compensation = event.definitions.find((definition) => definition.type === 'compensation');
  const activity = drawn.elements.get(compensation?.activity ?? '');
  if (!activity || !isActivity(activity)) return;
  if (!reach(drawn, event).has(activity.container))
    report(drawn.findings, 'compensation-reach', event, {
      bg: `компенсира „${activity.name}“, която е на друго ниво. Посочете дейност от същия процес или подпроцес, в който е събитието.`,
      en: `it compensates "${activity.name}", which stands on another level. Name an activity of the same process or sub-process that the event stands in.`,
    });
  else if (activity.compensatedBy === undefined && !isSubProcess(activity) && activity.kind !== 'call-activity')
    report(
      drawn.findings,
      'compensation-reach',
      event,
      {
        bg: `компенсира „${activity.name}“, а нищо не я връща назад. Добавете ѝ дейност за компенсация.`,
        en: `it compensates "${activity.name}", but nothing undoes that. Give it a compensation activity.`,
      },
      'warning',
    );
}

/** The container of the event; from inside an event sub-process the one around it, too. */
function reach({ elements }: Drawn, event: Event): ReadonlySet<string | null> {
  const reached = new Set([event.container]);
  let inside = elements.get(event.container ?? '');
  while (inside?.kind === 'event-sub-process') {
    reached.add(inside.container);
    inside = elements.get(inside.container ?? '');
  }
  return reached;
}
