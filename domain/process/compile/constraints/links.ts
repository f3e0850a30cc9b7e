import type { Event } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';

/** BPMN 2.0, 10.5.5: a link takes the place of a flow, so it stands alone, and its two ends have one side each. */
export function refuseLink(drawn: Drawn, event: Event): void {
  const link = event.definitions.find((definition) => definition.type === 'link');
  if (!link) return;
  refuseCompany(drawn, event);
  refuseOtherSide(drawn, event);
  refuseTarget(drawn, event, link.target);
}

function refuseCompany({ findings }: Drawn, event: Event): void {
  if (event.definitions.length === 1) return;
  report(findings, 'event-definition', event, {
    bg: 'връзка не може да стои заедно с друго определение. Направете две събития.',
    en: 'a link cannot stand beside another definition. Make two events.',
  });
}

function refuseOtherSide({ findings }: Drawn, event: Event): void {
  const throws = event.kind === 'intermediate-throw-event';
  if (throws && event.outgoing.length > 0)
    report(findings, 'event-flows', event, {
      bg: 'от събитие, което хвърля връзка, не може да излиза поток: продължава се при приемащото. Махнете изходящите му потоци.',
      en: 'no flow may leave an event that throws a link: the way goes on where it is caught. Remove its outgoing flows.',
    });
  if (event.kind === 'intermediate-catch-event' && event.incoming.length > 0)
    report(findings, 'event-flows', event, {
      bg: 'към събитие, което приема връзка, не може да води поток. Махнете входящите му потоци.',
      en: 'no flow may lead to an event that catches a link. Remove its incoming flows.',
    });
}

/** Where the file names the other end itself, it may be anything. */
function refuseTarget({ findings, elements }: Drawn, event: Event, id: string | null): void {
  const target = elements.get(id ?? '');
  if (!target || (target.kind === 'intermediate-catch-event' && target.container === event.container)) return;
  report(findings, 'link-target', event, {
    bg: `връзката води към „${target.name}“, а то не е приемащо събитие в същия процес или подпроцес. Посочете такова.`,
    en: `the link leads to "${target.name}", which is no catching event of the same process or sub-process. Name one.`,
  });
}
