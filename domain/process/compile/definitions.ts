import { child, children, flag, text, typeOf, type ModdleElement } from '../../moddle';
import type { EventDefinition, MessageDefinition } from '../graph';
import type { Compilation } from './compilation';
import { refuseSeveralTimes } from './constraints/timers';
import { readKey } from './correlation';
import { readCondition } from './expressions';
import { linkTarget } from './links';
import { nameOf, textOf } from './naming';
import { report, type Subject } from './report';
import { readTimer } from './timers';
import { extensionAttribute, own } from './vendor';

/** How an event stands to its definitions. */
export interface Role {
  readonly throws: boolean;
  readonly isTrigger: boolean;
}

/** Inline definitions and those shared through `eventDefinitionRef` (BPMN 2.0, 10.5.1). */
export const definitionsOf = (event: ModdleElement): ModdleElement[] => [
  ...children(event, 'eventDefinitions'),
  ...children(event, 'eventDefinitionRef'),
];

export const readDefinitions = (compilation: Compilation, event: ModdleElement, role: Role): EventDefinition[] =>
  definitionsOf(event).flatMap((definition) => readDefinition(compilation, event, definition, role) ?? []);

/** One definition, on behalf of the event or activity that it stands at. */
export function readDefinition(
  compilation: Compilation,
  owner: ModdleElement,
  definition: ModdleElement,
  role: Role,
): EventDefinition | undefined {
  switch (typeOf(definition)) {
    case 'MessageEventDefinition':
      return readMessage(compilation, [definition, owner], role);
    case 'TimerEventDefinition':
      refuseSeveralTimes(compilation.findings, owner, definition);
      return { type: 'timer', timer: readTimer(compilation, owner, definition) };
    case 'SignalEventDefinition':
      return { type: 'signal', signal: referenced(compilation, owner, definition, 'signalRef') };
    case 'ConditionalEventDefinition':
      return { type: 'conditional', condition: conditionOf(compilation, owner, definition) };
    case 'ErrorEventDefinition':
      return { type: 'error', code: codeOf(child(definition, 'errorRef'), 'errorCode') };
    case 'EscalationEventDefinition':
      return { type: 'escalation', code: codeOf(child(definition, 'escalationRef'), 'escalationCode') };
    case 'CompensateEventDefinition':
      return {
        type: 'compensation',
        activity: child(definition, 'activityRef')?.id ?? null,
        waits: flag(definition, 'waitForCompletion', true),
      };
    case 'CancelEventDefinition':
      return { type: 'cancel' };
    case 'TerminateEventDefinition':
      return { type: 'terminate' };
    case 'LinkEventDefinition':
      return readLink(compilation, owner, definition, role);
    default:
      return undefined;
  }
}

/** The message of an event or task. It goes by its name, else its id; an event without one by the id of the event. */
export function readMessage(
  compilation: Compilation,
  places: readonly [ModdleElement, ...ModdleElement[]],
  { throws, isTrigger }: Role,
): MessageDefinition {
  const [place] = places;
  const owner = places[places.length - 1] ?? place;
  const operationRef = child(place, 'operationRef');
  const message = child(place, 'messageRef') ?? child(operationRef, 'inMessageRef');
  const key = readKey(compilation, { places, message, isSent: throws, isTrigger });
  const operation = places
    .map((each) => own(each, 'operation') ?? extensionAttribute(each, 'zeebe:taskDefinition', 'type'))
    .find((name) => name !== undefined);
  return {
    type: 'message',
    message: message ? nameOf(message) : referenced(compilation, owner, place, 'messageRef'),
    ...(key !== undefined && { key }),
    ...(operation !== undefined && { operation }),
  };
}

/** The name of a message or signal. One that is not chosen yet goes by the id of its event, so nothing else can be meant. */
function referenced({ findings }: Compilation, owner: ModdleElement, place: ModdleElement, property: string): string {
  const meant = child(place, property);
  if (meant) return nameOf(meant);
  const isMessage = property === 'messageRef';
  report(
    findings,
    'event-reference',
    owner,
    {
      bg: `събитието не казва кое ${isMessage ? 'съобщение' : 'известие (сигнал)'} е. Изберете го (${property}).`,
      en: `the event does not say which ${isMessage ? 'message' : 'signal'} it is. Choose one (${property}).`,
    },
    'warning',
  );
  return owner.id ?? '';
}

function conditionOf(compilation: Compilation, owner: Subject, definition: ModdleElement): string {
  const condition = readCondition(compilation, definition, 'condition');
  if (condition === undefined)
    report(compilation.findings, 'condition-given', owner, {
      bg: 'събитието чака условие, но такова не е написано. Добавете condition с израз на FEEL.',
      en: 'the event waits for a condition, but none is written. Add a condition with a FEEL expression.',
    });
  return condition ?? 'false';
}

/** Null where any is meant; one without a code goes by its name, else its id. */
const codeOf = (element: ModdleElement | undefined, property: string): string | null =>
  element ? (textOf(element, property) ?? nameOf(element)) : null;

function readLink(
  compilation: Compilation,
  owner: ModdleElement,
  definition: ModdleElement,
  { throws }: Role,
): EventDefinition {
  const name = text(definition, 'name') ?? nameOf(owner);
  return { type: 'link', name, target: throws ? linkTarget(compilation, owner, definition, name) : null };
}
