import { child, type ModdleElement } from '../../moddle';
import type { SequenceFlow } from '../graph';
import type { Compilation } from './compilation';
import { readCondition } from './expressions';
import { report } from './report';

/** A sequence flow: inside of one process or sub-process, from one element to another (BPMN 2.0, 8.4.13). */
export function readFlow(compilation: Compilation, flow: ModdleElement): SequenceFlow {
  const { findings, outline } = compilation;
  const { id = '' } = flow;
  const [source = '', target = ''] = [child(flow, 'sourceRef')?.id, child(flow, 'targetRef')?.id];
  const [from, to] = [outline.nodes.get(source), outline.nodes.get(target)];
  if (source === '' || target === '')
    report(findings, 'flow-ends', flow, {
      bg: `потокът „${id}“ не е свързан в двата си края. Свържете го с елементи или го махнете.`,
      en: `the flow "${id}" is not connected at both ends. Connect it to elements, or remove it.`,
    });
  else if (!from || !to || from.container !== to.container)
    report(findings, 'flow-scope', flow, {
      bg: `потокът „${id}“ излиза от своя процес или подпроцес. Завършете го вътре, или използвайте съобщение.`,
      en: `the flow "${id}" leaves its process or sub-process. End it inside, or use a message.`,
    });
  const condition = isDefault(flow) ? undefined : readCondition(compilation, flow, 'conditionExpression');
  return { id, source, target, ...(condition !== undefined && { condition }) };
}

/** A condition of a default flow "SHALL be ignored" (10.3.1, 10.6). */
const isDefault = (flow: ModdleElement): boolean => child(child(flow, 'sourceRef'), 'default') === flow;
