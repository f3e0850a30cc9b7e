import type { Text } from '../../../text';
import type { GraphElement } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';

/** BPMN 2.0, 10.3.5, 10.7.2: nothing flows into an event sub-process or a compensation activity, nor out of it. */
export function refuseConnected({ findings }: Drawn, element: GraphElement, rule: string, { bg, en }: Text): void {
  if (element.incoming.length + element.outgoing.length === 0) return;
  report(findings, rule, element, {
    bg: `${bg} не може да има входящи или изходящи потоци. Махнете ги.`,
    en: `${en} may have no incoming or outgoing flows. Remove them.`,
  });
}
