import { isActivity, type ElementOf } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';

/**
 * 10.5.4, 10.7.1: from a compensation event at a border an association leads to the activity that undoes; no flow does. It may be left
 * out, but then nothing is undone.
 */
export function refuseCompensationBoundary({ elements, findings }: Drawn, event: ElementOf<'boundary-event'>): void {
  if (event.definitions.length === 0 || event.definitions.some(({ type }) => type !== 'compensation')) return;
  if (event.outgoing.length > 0)
    report(findings, 'compensation-handler', event, {
      bg: 'от събитие за компенсация не излиза поток. Свържете го с дейността за компенсация чрез асоциация.',
      en: 'no flow leaves a compensation event at a border. Connect it to the compensation activity by an association.',
    });
  const activity = elements.get(event.attachedTo);
  if (!activity || !isActivity(activity) || activity.compensatedBy !== undefined || event.outgoing.length > 0) return;
  report(
    findings,
    'compensation-handler',
    event,
    {
      bg: 'събитието не е свързано с дейност за компенсация и нищо няма да бъде отменено. Свържете ги с асоциация.',
      en: 'the event is not connected to a compensation activity, so nothing will be undone. Connect them by an association.',
    },
    'warning',
  );
}
