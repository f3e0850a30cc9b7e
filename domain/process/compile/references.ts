import type { Reference } from 'bpmn-moddle';

import type { Finding } from '../../finding';
import { typeOf, type ModdleElement } from '../../moddle';
import { localName } from './bpmn-reader';
import { report, subjectOf } from './report';

/** References without which the model cannot be executed as drawn. */
const NEEDED: ReadonlySet<string> = new Set([
  'SequenceFlow.sourceRef',
  'SequenceFlow.targetRef',
  'DataInputAssociation.sourceRef',
  'DataInputAssociation.targetRef',
  'DataOutputAssociation.sourceRef',
  'DataOutputAssociation.targetRef',
  ...['attachedToRef', 'default', 'messageRef', 'signalRef', 'errorRef', 'escalationRef', 'eventDefinitionRef'],
  ...['activityRef', 'loopDataInputRef', 'loopDataOutputRef', 'noneBehaviorEventRef', 'oneBehaviorEventRef'],
  ...['incoming', 'outgoing'],
  ...['dataObjectRef', 'dataStoreRef', 'correlationKeyRef', 'correlationPropertyRef', 'resourceRef'],
]);

/** Names of types may be those of another language, such as `xsd:string`. */
const FOREIGN: ReadonlySet<string> = new Set([
  ...[
    'structureRef',
    'itemSubjectRef',
    'itemRef',
    'evaluatesToTypeRef',
    'type',
    'bpmnElement',
    'implementationRef',
    'definition',
  ],
]);

interface Property {
  readonly isMany?: boolean;
  readonly type?: string;
}

/** Puts the element in the place of each reference to it. A reference is an id or a qualified name (BPMN 2.0, 15.3). */
export function resolveReferences(
  references: readonly Reference[],
  ids: ReadonlyMap<string, ModdleElement>,
  findings: Finding[],
): void {
  for (const { element, property, id } of references) {
    const wanted = id.trim();
    if (!property.startsWith('bpmn:') || wanted === '') continue;
    const found = ids.get(wanted) ?? ids.get(localName(wanted));
    const descriptor = propertyOf(element, property);
    const name = localName(property);
    if (found && isA(found, descriptor.type)) put(element, name, found, descriptor);
    else if (!FOREIGN.has(name)) unresolved(element, name, wanted, found, findings);
  }
}

function propertyOf(element: ModdleElement, property: string): Property {
  const { propertiesByName } = element['$descriptor'] as { propertiesByName: Record<string, Property> };
  return propertiesByName[property] ?? {};
}

/** Wrong types only matter to us where the reference does: a lane may list whatever it likes. */
function isA(element: ModdleElement, type = ''): boolean {
  const { allTypesByName } = element['$descriptor'] as { allTypesByName?: Record<string, unknown> };
  return allTypesByName === undefined || /^(bpmn:)?Element$/.test(type) || type in allTypesByName;
}

function put(element: ModdleElement, name: string, found: ModdleElement, { isMany = false }: Property): void {
  const target = element as unknown as Record<string, unknown>;
  if (!isMany) target[name] = found;
  else if (Array.isArray(target[name])) target[name].push(found);
  else target[name] = [found];
}

function unresolved(
  element: ModdleElement,
  name: string,
  id: string,
  found: ModdleElement | undefined,
  findings: Finding[],
): void {
  const isNeeded = NEEDED.has(name) || NEEDED.has(`${typeOf(element)}.${name}`);
  const [bg, en] = found
    ? [`е ${typeOf(found)}, какъвто там не може да стои`, `is of the type ${typeOf(found)}, which cannot stand there`]
    : ['не е във файла', 'is not in the file'];
  report(
    findings,
    'reference-resolves',
    subjectOf(element),
    {
      bg: `${name} сочи към „${id}“, а то ${bg}. Посочете съществуващ елемент или махнете препратката.`,
      en: `${name} points to "${id}", which ${en}. Point to an element that exists, or remove the reference.`,
    },
    isNeeded ? 'error' : 'warning',
  );
}
