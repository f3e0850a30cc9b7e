import type { ReadingWarning } from 'bpmn-moddle';

import type { Finding } from '../../finding';
import { children, isElement, type ModdleElement } from '../../moddle';
import { bpmnReader, givingUp } from './bpmn-reader';
import { refuseComputedNames } from './constraints/computed-names';
import { refuseValues } from './constraints/values';
import { takeMessagesFromFlows } from './message-flows';
import { resolveReferences } from './references';
import { report, subjectOf } from './report';
import { refuseHostile } from './scan';

/** A file of BPMN as it was read: its tree, every element with an id, and every reference resolved. */
export interface Model {
  readonly definitions: ModdleElement;
  readonly ids: ReadonlyMap<string, ModdleElement>;
}

/** Reads XML from outside. Undefined when it cannot be read at all; findings say why. */
export async function readModel(xml: string, findings: Finding[]): Promise<Model | undefined> {
  const hostile = refuseHostile(xml);
  if (hostile) report(findings, 'bpmn-readable', undefined, hostile);
  if (hostile) return undefined;
  try {
    const { rootElement, references, warnings } = await bpmnReader().fromXML(xml, givingUp());
    reportWarnings(warnings, prefixOfBpmn(xml), findings);
    const ids = collectIds(rootElement, findings);
    resolveReferences(references, ids, findings);
    takeMessagesFromFlows(rootElement);
    return { definitions: rootElement, ids };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
    report(findings, 'bpmn-readable', undefined, {
      bg: `Файлът не може да бъде прочетен като BPMN 2.0. Изнесете го отново от редактора. (${reason})`,
      en: `The file cannot be read as BPMN 2.0. Export it from the modeler again. (${reason})`,
    });
    return undefined;
  }
}

const prefixOfBpmn = (xml: string): string =>
  /xmlns(?::([^\s=]+))?\s*=\s*["']http:\/\/www\.omg\.org\/spec\/BPMN\/20100524\/MODEL["']/.exec(xml)?.[1] ?? '';

const MOST_WARNINGS = 20;

/** An element of BPMN itself that was left out would change what the model says; what others put into the file would not. */
function reportWarnings(warnings: readonly ReadingWarning[], prefix: string, findings: Finding[]): void {
  // References are resolved by us; what we are given is text, whatever encoding it had as a file.
  const told = warnings.filter(({ message }) => !/^(unresolved reference|unsupported document encoding)/.test(message));
  for (const { message } of told.slice(0, MOST_WARNINGS)) {
    const tag = /^unparsable content <([^\s>/]+)/.exec(message)?.[1] ?? '';
    const [first = '', second] = tag.split(':');
    const isBpmn = tag !== '' && (second === undefined ? prefix === '' : first === prefix);
    const reason = message.replace(/\s+/g, ' ').slice(0, 300);
    report(
      findings,
      'bpmn-readable',
      undefined,
      {
        bg: `Част от файла не е BPMN 2.0 и не е прочетена. Поправете или махнете я. (${reason})`,
        en: `A part of the file is not BPMN 2.0 and was not read. Mend it or remove it. (${reason})`,
      },
      isBpmn ? 'error' : 'warning',
    );
  }
}

/** Every element of the model that has an id, and whether its values are the standard's; the diagram is not looked at. */
function collectIds(definitions: ModdleElement, findings: Finding[]): ReadonlyMap<string, ModdleElement> {
  const ids = new Map<string, ModdleElement>();
  const visit = (element: ModdleElement): void => {
    if (element.id !== undefined) note(element, element.id, ids, findings);
    if (element.$type.startsWith('bpmn:')) refuseWritten(element, findings);
    for (const [property, value] of Object.entries(element)) {
      if (property.startsWith('$') || property === 'diagrams') continue;
      if (isElement(value)) visit(value);
      else for (const item of children(element, property)) visit(item);
    }
  };
  visit(definitions);
  return ids;
}

/** What can be judged before any reference is resolved. */
function refuseWritten(element: ModdleElement, findings: Finding[]): void {
  refuseValues(findings, element);
  refuseComputedNames(findings, element);
}

function note(element: ModdleElement, id: string, ids: Map<string, ModdleElement>, findings: Finding[]): void {
  if (id === '__proto__')
    report(findings, 'id-allowed', subjectOf(element), {
      bg: 'идентификаторът „__proto__“ е запазен. Дайте друг.',
      en: 'the id "__proto__" is reserved. Choose another.',
    });
  else if (ids.has(id))
    report(findings, 'id-unique', element, {
      bg: `идентификаторът „${id}“ е даден на повече от един елемент. Дайте на всеки свой.`,
      en: `the id "${id}" is given to more than one element. Give each its own.`,
    });
  else ids.set(id, element);
}
