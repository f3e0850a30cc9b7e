import { isActivity, isEvent, type ElementOf, type GraphElement } from '../../graph';
import { report } from '../report';
import { sourceOf, targetOf, type Drawn } from './drawn';

type Gateway = ElementOf<'event-based-gateway'>;

/** BPMN 2.0, 10.6.6: what may follow an event-based gateway, and that nothing else leads there. */
export function refuseEventGateway(drawn: Drawn, gateway: Gateway): void {
  const targets = gateway.outgoing.flatMap((flow) => targetOf(drawn, flow) ?? []);
  refuseTargets(drawn, gateway, targets);
  refuseMixture(drawn, gateway, targets);
  refuseParallel(drawn, gateway);
  for (const target of targets) refuseTarget(drawn, gateway, target);
}

const AWAITED = ['message', 'signal', 'timer', 'conditional'];

function waits(target: GraphElement): boolean {
  if (target.kind === 'receive-task') return true;
  return target.kind === 'intermediate-catch-event' && target.definitions.every(({ type }) => AWAITED.includes(type));
}

function refuseTargets({ findings }: Drawn, gateway: Gateway, targets: readonly GraphElement[]): void {
  const wrong = targets.find((target) => !waits(target));
  if (targets.length > 0 && !wrong) return;
  report(findings, 'event-gateway-targets', gateway, {
    bg: `след портал по събитие може да има само задачи за получаване и събития, които чакат съобщение, сигнал, таймер или условие${wrong ? `, а не „${wrong.name}“` : ', а няма нищо'}. Поправете изходящите потоци.`,
    en: `only receive tasks, and events that wait for a message, signal, timer or condition, may follow an event-based gateway${wrong ? `, not "${wrong.name}"` : '; there is nothing'}. Mend its outgoing flows.`,
  });
}

const awaitsMessage = (target: GraphElement): boolean =>
  isEvent(target) && target.definitions.some(({ type }) => type === 'message');

function refuseMixture({ findings }: Drawn, gateway: Gateway, targets: readonly GraphElement[]): void {
  if (!targets.some(({ kind }) => kind === 'receive-task') || !targets.some(awaitsMessage)) return;
  report(findings, 'event-gateway-mixture', gateway, {
    bg: 'след него има и задача за получаване, и събитие за съобщение. Оставете само единия вид.',
    en: 'both a receive task and a message event follow it. Keep one kind only.',
  });
}

/** Table 10.64: parallel is a way to begin a process. */
function refuseParallel({ findings }: Drawn, gateway: Gateway): void {
  if (!gateway.parallel || gateway.instantiate) return;
  report(findings, 'instantiation', gateway, {
    bg: 'портал по събитие може да чака всички събития само когато започва процеса. Добавете instantiate="true", или махнете eventGatewayType="Parallel".',
    en: 'an event-based gateway may wait for all of its events only where it begins the process. Add instantiate="true", or remove eventGatewayType="Parallel".',
  });
}

/** The gateway waits in place of its targets, so nothing else may reach them or happen to them. */
function refuseTarget({ findings }: Drawn, gateway: Gateway, target: GraphElement): void {
  if (target.incoming.length > 1)
    report(findings, 'event-gateway-targets', target, {
      bg: `стои след портала по събитие „${gateway.name}“ и към него не може да води друг поток. Махнете другите му входящи потоци.`,
      en: `it follows the event-based gateway "${gateway.name}", so no other flow may lead to it. Remove its other incoming flows.`,
    });
  if (isActivity(target) && target.boundaries.length > 0)
    report(findings, 'event-gateway-targets', target, {
      bg: `стои след портала по събитие „${gateway.name}“ и не може да има гранични събития. Махнете ги, или ги сложете след портала.`,
      en: `it follows the event-based gateway "${gateway.name}", so it may have no boundary events. Remove them, or put them after the gateway.`,
    });
}

/** 10.3.3, 10.6.6: what brings a process into being stands at its beginning, or right after its none start event. */
export function refuseInstantiation(drawn: Drawn, element: Gateway | ElementOf<'receive-task'>): void {
  if (!element.instantiate) return;
  const isInside = drawn.elements.get(element.container ?? '')?.kind !== 'process';
  const before = element.incoming.map((flow) => sourceOf(drawn, flow));
  if (!isInside && (before.length === 0 || (before.length === 1 && before.every(isNoneStart)))) return;
  report(drawn.findings, 'instantiation', element, {
    bg: 'започва процес (instantiate="true"), а не стои в началото му. Махнете потоците към него, или махнете instantiate.',
    en: 'it begins a process (instantiate="true") but does not stand at its beginning. Remove the flows that lead to it, or remove instantiate.',
  });
}

const isNoneStart = (element: GraphElement | undefined): boolean =>
  element?.kind === 'start-event' && element.definitions.length === 0;
