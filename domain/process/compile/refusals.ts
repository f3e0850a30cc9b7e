import type { Finding } from '../../finding';
import { isEvent, isActivity, isSubProcess, type GraphElement, type SequenceFlow } from '../graph';
import { refuseEvent } from './refuse-events';
import { refuseNames } from './refuse-names';
import { report } from './report';

/** One process with its elements, by id. */
export interface Drawn {
  readonly findings: Finding[];
  readonly elements: ReadonlyMap<string, GraphElement>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** How many elements a container holds. */
  readonly sizes: ReadonlyMap<string | null, number>;
}

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
  for (const element of elements) {
    refuseNames(findings, element);
    if (isEvent(element)) refuseEvent(drawn, element);
    if (isActivity(element)) refuseHandler(drawn, element);
    if (element.kind === 'event-based-gateway') refuseAfterEventGateway(drawn, element);
    if (element.kind === 'event-sub-process') refuseConnected(drawn, element);
    if (element.kind === 'process' || isSubProcess(element)) refuseUnstartable(drawn, element);
  }
}

type Kind<K extends GraphElement['kind']> = Extract<GraphElement, { kind: K }>;

/** 10.6.6: what follows waits for events. */
function refuseAfterEventGateway(drawn: Drawn, gateway: Kind<'event-based-gateway'>): void {
  const targets = gateway.outgoing.map((flow) => drawn.elements.get(drawn.flows.get(flow)?.target ?? ''));
  const waits = (kind: string | undefined) => kind === 'intermediate-catch-event' || kind === 'receive-task';
  const wrong = targets.find((target) => target && !waits(target.kind));
  if (targets.length > 0 && !wrong) return;
  report(drawn.findings, 'event-gateway-targets', gateway, {
    bg: `след портал по събитие може да има само приемащи събития и задачи за получаване${wrong ? `, а не „${wrong.name}“` : ', а няма нищо'}. Поправете изходящите потоци.`,
    en: `only catching events and receive tasks may follow an event-based gateway${wrong ? `, not "${wrong.name}"` : '; there is nothing'}. Mend its outgoing flows.`,
  });
}

/** 10.3.5, 10.7.2: nothing flows into an event sub-process or a compensation activity, nor out of it. */
function refuseConnected({ findings }: Drawn, element: GraphElement): void {
  if (element.incoming.length + element.outgoing.length === 0) return;
  const isHandler = element.kind !== 'event-sub-process';
  report(findings, isHandler ? 'compensation-handler' : 'event-sub-process', element, {
    bg: `${isHandler ? 'дейност за компенсация' : 'подпроцес по събитие'} не може да има входящи или изходящи потоци. Махнете ги.`,
    en: `${isHandler ? 'a compensation activity' : 'an event sub-process'} may have no incoming or outgoing flows. Remove them.`,
  });
}

function refuseHandler(drawn: Drawn, activity: Extract<GraphElement, { boundaries: unknown }>): void {
  if (activity.isForCompensation) refuseConnected(drawn, activity);
  const handler = drawn.elements.get(activity.compensatedBy ?? '');
  if (!handler || !isActivity(handler) || (handler.isForCompensation && handler.container === activity.container))
    return;
  report(drawn.findings, 'compensation-handler', handler, {
    bg: `компенсира „${activity.name}“, но не е отбелязана като дейност за компенсация в същия процес. Отбележете я (isForCompensation).`,
    en: `it compensates "${activity.name}" but is not marked as a compensation activity in the same process. Mark it (isForCompensation).`,
  });
}

/** 13.2: something must start it. A sub-process or a pool without content is over at once. */
function refuseUnstartable(drawn: Drawn, container: Extract<GraphElement, { starts: unknown }>): void {
  if (container.kind === 'event-sub-process') return;
  const triggers = container.kind === 'process' ? container.triggers.length : 0;
  const waiting = container.eventSubprocesses.length;
  if (container.starts.length + triggers > 0 || (drawn.sizes.get(container.id) ?? 0) === waiting) return;
  report(drawn.findings, 'something-starts-it', container, {
    bg: 'нищо не го започва: няма начално събитие, а към всеки елемент води поток. Добавете начално събитие.',
    en: 'nothing starts it: there is no start event that could, and a flow leads to every element. Add a start event.',
  });
}
