import type { Event, EventDefinition } from '../graph';
import { refuseCompensationBoundary } from './constraints/compensation-boundary';
import type { Drawn } from './constraints/drawn';
import { report } from './report';

type Type = EventDefinition['type'];

const CAUGHT: readonly Type[] = ['message', 'timer', 'signal', 'conditional'];

/** Table 10.93: what may stand where. */
const ALLOWED: Readonly<Record<Event['kind'], readonly Type[]>> = {
  'start-event': CAUGHT,
  'intermediate-catch-event': [...CAUGHT, 'link'],
  'boundary-event': [...CAUGHT, 'error', 'escalation', 'compensation', 'cancel'],
  'intermediate-throw-event': ['message', 'signal', 'escalation', 'compensation', 'link'],
  'end-event': ['message', 'signal', 'escalation', 'compensation', 'error', 'cancel', 'terminate'],
};
const IN_EVENT_SUBPROCESS: readonly Type[] = [...CAUGHT, 'error', 'escalation', 'compensation'];

export function refuseEvent(drawn: Drawn, event: Event): void {
  refuseFlows(drawn, event);
  refuseDefinitions(drawn, event);
  refuseNotInterrupting(drawn, event);
  if (event.kind === 'boundary-event') {
    refuseBoundary(drawn, event);
    refuseCompensationBoundary(drawn, event);
  }
  if (event.definitions.some(({ type }) => type === 'cancel')) refuseCancel(drawn, event);
}

/** 10.5.2 to 10.5.4. */
function refuseFlows({ findings }: Drawn, { kind, id, name, incoming, outgoing }: Event): void {
  if (incoming.length > 0 && (kind === 'start-event' || kind === 'boundary-event'))
    report(
      findings,
      'event-flows',
      { id, name },
      {
        bg: `към ${kind === 'start-event' ? 'начално' : 'гранично'} събитие не може да води поток. Махнете входящите му потоци.`,
        en: `no flow may lead to a ${kind === 'start-event' ? 'start' : 'boundary'} event. Remove its incoming flows.`,
      },
    );
  if (outgoing.length > 0 && kind === 'end-event')
    report(
      findings,
      'event-flows',
      { id, name },
      {
        bg: 'от крайно събитие не може да излиза поток. Махнете изходящите му потоци.',
        en: 'no flow may leave an end event. Remove its outgoing flows.',
      },
    );
}

function refuseDefinitions(drawn: Drawn, event: Event): void {
  const container = drawn.elements.get(event.container ?? '')?.kind;
  const atStart = event.kind === 'start-event';
  const inSubprocess = container === 'sub-process' || container === 'transaction' || container === 'ad-hoc-sub-process';
  const allowed = atStart && container === 'event-sub-process' ? IN_EVENT_SUBPROCESS : ALLOWED[event.kind];
  const wrong = event.definitions.find(({ type }) => (atStart && inSubprocess) || !allowed.includes(type));
  if (wrong)
    report(drawn.findings, 'event-definition', event, {
      bg: `определение „${wrong.type}“ не може да стои тук. ${inSubprocess && atStart ? 'Подпроцес започва с просто начално събитие.' : 'Изберете друг вид събитие.'}`,
      en: `a definition of the type ${wrong.type} cannot stand here. ${inSubprocess && atStart ? 'A sub-process starts with a none start event.' : 'Choose another kind of event.'}`,
    });
  if (container === 'ad-hoc-sub-process' && (atStart || event.kind === 'end-event'))
    report(drawn.findings, 'ad-hoc-contents', event, {
      bg: 'в ad-hoc подпроцес няма начални и крайни събития. Махнете го.',
      en: 'an ad-hoc sub-process holds no start or end events. Remove it.',
    });
  if (event.definitions.length === 0 && (event.kind === 'intermediate-catch-event' || event.kind === 'boundary-event'))
    report(drawn.findings, 'event-definition', event, {
      bg: 'събитието не казва какво чака. Добавете му съобщение, таймер или друго определение.',
      en: 'the event does not say what it waits for. Give it a message, a timer or another definition.',
    });
}

function refuseBoundary(drawn: Drawn, event: Event & { kind: 'boundary-event' }): void {
  const activity = drawn.elements.get(event.attachedTo);
  if (!activity || activity.container !== event.container)
    report(drawn.findings, 'boundary-attached', event, {
      bg: 'граничното събитие не е закачено за дейност в същия процес. Закачете го (attachedToRef).',
      en: 'the boundary event is not attached to an activity in the same process. Attach it (attachedToRef).',
    });
}

/** Tables 10.86 and 10.91: what has gone wrong, or is over, cannot go on beside. */
const STOPPING: readonly Type[] = ['error', 'cancel'];

function refuseNotInterrupting({ findings, elements }: Drawn, event: Event): void {
  if (event.kind !== 'boundary-event' && event.kind !== 'start-event') return;
  const atStart = event.kind === 'start-event';
  if (event.interrupting || (atStart && elements.get(event.container ?? '')?.kind !== 'event-sub-process')) return;
  const stops = event.definitions.find(({ type }) => STOPPING.includes(type) || (atStart && type === 'compensation'));
  if (!stops) return;
  const attribute = atStart ? 'isInterrupting' : 'cancelActivity';
  report(findings, 'event-interrupting', event, {
    bg: `събитие „${stops.type}“ винаги прекъсва. Махнете ${attribute}="false".`,
    en: `an event of the type ${stops.type} always interrupts. Remove ${attribute}="false".`,
  });
}

/** 10.3.5: cancelling is for transactions. */
function refuseCancel({ elements, findings }: Drawn, event: Event): void {
  const inTransaction = (id: string | null): boolean => {
    const around = elements.get(id ?? '');
    return around !== undefined && (around.kind === 'transaction' || inTransaction(around.container));
  };
  const isRight =
    event.kind === 'boundary-event'
      ? [undefined, 'transaction'].includes(elements.get(event.attachedTo)?.kind)
      : inTransaction(event.container);
  if (isRight) return;
  report(findings, 'cancel-in-transaction', event, {
    bg: 'събитие „cancel“ има смисъл само в транзакция или на границата ѝ. Направете подпроцеса транзакция или изберете друго събитие.',
    en: 'a cancel event only has a meaning inside a transaction or on its boundary. Make the sub-process a transaction, or choose another event.',
  });
}
