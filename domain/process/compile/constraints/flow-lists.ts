import { children, type ModdleElement } from '../../../moddle';
import type { Finding } from '../../../finding';
import type { Outline } from '../outline';
import { report } from '../report';

/**
 * BPMN 2.0, Table 8.47: an element may list its flows, beside their own sourceRef and targetRef. One that does lists each of them, and no
 * other: which of the two would be meant is not known.
 */
export function refuseLists(findings: Finding[], { nodes }: Outline): void {
  for (const { element, incoming, outgoing } of nodes.values()) {
    refuseList(findings, element, 'incoming', incoming);
    refuseList(findings, element, 'outgoing', outgoing);
  }
}

function refuseList(
  findings: Finding[],
  element: ModdleElement,
  list: 'incoming' | 'outgoing',
  flows: readonly string[],
): void {
  const listed = new Set(children(element, list).map(({ id = '' }) => id));
  if (listed.size === 0) return;
  const foreign = [...listed].find((id) => !flows.includes(id));
  const missing = flows.find((id) => !listed.has(id));
  if (foreign !== undefined)
    report(findings, 'flow-lists', element, {
      bg: `изброява потока „${foreign}“ като ${list}, а той не ${list === 'incoming' ? 'води към него' : 'излиза от него'}. Поправете списъка или краищата на потока.`,
      en: `it lists the flow "${foreign}" as ${list}, but that does not ${list === 'incoming' ? 'lead to it' : 'leave it'}. Mend the list, or the ends of the flow.`,
    });
  if (missing !== undefined)
    report(findings, 'flow-lists', element, {
      bg: `в списъка му ${list} липсва потокът „${missing}“. Добавете го, или махнете целия списък.`,
      en: `the flow "${missing}" is missing from its list ${list}. Add it, or remove the whole list.`,
    });
}
