import { attribute, child, children, text, type ModdleElement } from '../../moddle';
import type { Expression } from '../graph';
import type { Compilation } from './compilation';
import { JUEL_NAME, readFeel } from './expressions';
import { subjectOf } from './report';

/** The elements of one kind inside `extensionElements`, e.g. `zeebe:taskDefinition`. */
export const extensions = (element: ModdleElement | undefined, type: string): ModdleElement[] =>
  children(child(element, 'extensionElements'), 'values').filter(({ $type }) => $type === type);

/** An attribute of ours, such as `prepiska:operation`. */
export const own = (element: ModdleElement | undefined, name: string): string | undefined =>
  attribute(element, `prepiska:${name}`) ?? text(element, name);

/** An attribute of an extension element, e.g. the type of `zeebe:taskDefinition`. */
export const extensionAttribute = (element: ModdleElement, type: string, ...names: string[]): string | undefined =>
  extensions(element, type)
    .flatMap((extension) => names.map((name) => attribute(extension, name)))
    .find((value) => value !== undefined);

export const feelString = (value: string): Expression => JSON.stringify(value);

/** A name of an attribute that may be written as JUEL, e.g. `${items}`; anything else is what it is. */
export const plainReference = (value: string): string => JUEL_NAME.exec(value.trim())?.[1] ?? value.trim();

/** A value as Camunda 7 writes it: text, or JUEL, of which a mere name is FEEL too. */
export function camundaValue(compilation: Compilation, element: ModdleElement, value: string): Expression {
  const reference = JUEL_NAME.exec(value.trim())?.[1];
  if (reference !== undefined) return reference;
  return /[$#]\{/.test(value) ? readFeel(compilation, subjectOf(element), value, 'JUEL') : feelString(value);
}

/** A value as Zeebe writes it: text, or FEEL after `=`. */
export const zeebeValue = (compilation: Compilation, element: ModdleElement, value: string): Expression =>
  value.startsWith('=') ? readFeel(compilation, subjectOf(element), value) : feelString(value);
