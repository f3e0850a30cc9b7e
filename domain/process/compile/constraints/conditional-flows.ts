import { isEvent, type GraphElement, type SequenceFlow } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';

/**
 * BPMN 2.0, 8.4.13: a condition may stand on a flow out of an activity, or of an exclusive, inclusive or complex gateway. A parallel
 * gateway does not look at it, which is certain enough to be executed.
 */
export function refuseCondition({ findings, elements }: Drawn, flow: SequenceFlow): void {
  const source = elements.get(flow.source);
  if (flow.condition === undefined || !source) return;
  if (source.kind === 'parallel-gateway') return ignored(findings, flow, source);
  if (!isEvent(source) && source.kind !== 'event-based-gateway') return;
  report(findings, 'condition-source', flow, {
    bg: `потокът излиза от „${source.name}“, а след събитие или портал по събитие не може да стои условие. Махнете условието, или сложете портал преди него.`,
    en: `the flow leaves "${source.name}", but no condition may stand after an event or an event-based gateway. Remove the condition, or put a gateway before it.`,
  });
}

const ignored = (findings: Drawn['findings'], flow: SequenceFlow, source: GraphElement): void =>
  report(
    findings,
    'condition-source',
    flow,
    {
      bg: `условието няма значение: „${source.name}“ е паралелен портал и поема по всичките си потоци. Махнете условието, или сменете портала.`,
      en: `the condition means nothing: "${source.name}" is a parallel gateway and takes all of its flows. Remove the condition, or change the gateway.`,
    },
    'warning',
  );
