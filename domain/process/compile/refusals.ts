import type { Finding } from '../../finding';
import { isActivity, isEvent, type GraphElement, type SequenceFlow } from '../graph';
import { refuseUnstartable } from './constraints/beginning';
import { refuseCompensated, refuseHandler } from './constraints/compensation';
import { refuseCondition } from './constraints/conditional-flows';
import type { Drawn } from './constraints/drawn';
import { refuseEventGateway, refuseInstantiation } from './constraints/event-gateways';
import { refuseLink } from './constraints/links';
import { refuseConnected } from './constraints/unconnected';
import { refuseEvent } from './refuse-events';
import { refuseNames } from './refuse-names';

/** What the standard forbids, and what would have to be guessed if it were executed. */
export function refuse(findings: Finding[], elements: readonly GraphElement[], flows: readonly SequenceFlow[]): void {
  const sizes = new Map<string | null, number>();
  for (const { container } of elements) sizes.set(container, (sizes.get(container) ?? 0) + 1);
  const drawn: Drawn = {
    sizes,
    findings,
    elements: new Map(elements.map((element) => [element.id, element])),
    flows: new Map(flows.map((flow) => [flow.id, flow])),
  };
  for (const flow of flows) refuseCondition(drawn, flow);
  for (const element of elements) refuseElement(drawn, element);
}

function refuseElement(drawn: Drawn, element: GraphElement): void {
  refuseNames(drawn.findings, element);
  refuseUnstartable(drawn, element);
  if (isEvent(element)) {
    refuseEvent(drawn, element);
    refuseLink(drawn, element);
    refuseCompensated(drawn, element);
  }
  if (isActivity(element)) refuseHandler(drawn, element);
  if (element.kind === 'event-based-gateway') refuseEventGateway(drawn, element);
  if (element.kind === 'event-based-gateway' || element.kind === 'receive-task') refuseInstantiation(drawn, element);
  if (element.kind === 'event-sub-process')
    refuseConnected(drawn, element, 'event-sub-process', {
      bg: 'подпроцес по събитие',
      en: 'an event sub-process',
    });
}
