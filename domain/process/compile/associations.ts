import { child, children, text, typeOf, type ModdleElement } from '../../moddle';
import type { DataOutput } from '../graph';
import type { Compilation } from './compilation';
import { itemName } from './data-names';
import { readExpression } from './expressions';
import { report, subjectOf } from './report';

/** What bpmn-js draws an arrow to where the activity has no data input: it carries nothing. */
export const NO_DATA_INPUT = '__targetRef_placeholder';

/**
 * Data associations as copies of one name to another (BPMN 2.0, 10.4.2): by assignments, through a transformation, or as it is. One
 * that only says what flows where, without a source or a target, copies nothing.
 */
export const readAssociations = (compilation: Compilation, element: ModdleElement, property: string): DataOutput[] =>
  children(element, property).flatMap((association) => readAssociation(compilation, association));

function readAssociation(compilation: Compilation, association: ModdleElement): DataOutput[] {
  const target = child(association, 'targetRef');
  const name = target && itemName(compilation, target);
  if (name === NO_DATA_INPUT) return [];
  const assignments = children(association, 'assignment');
  const store = target && isStore(target) ? ({ store: true } as const) : {};
  if (assignments.length > 0)
    return assignments
      .flatMap((each) => readAssignment(compilation, each, name))
      .map((output) => (output.name === name ? { ...output, ...store } : output));
  if (name === undefined) return [];
  const expression = readExpression(compilation, association, 'transformation') ?? theSource(compilation, association);
  return expression === undefined ? [] : [{ name, expression, ...store }];
}

/** The data stores that data associations come from, by name. An arrow without a data input reads its store, too. */
export const readStores = (compilation: Compilation, element: ModdleElement): string[] => [
  ...new Set(
    children(element, 'dataInputAssociations')
      .flatMap((association) => children(association, 'sourceRef'))
      .filter(isStore)
      .map((store) => itemName(compilation, store)),
  ),
];

const isStore = (item: ModdleElement): boolean => /^DataStore(Reference)?$/.test(typeOf(item));

function theSource(compilation: Compilation, association: ModdleElement): string | undefined {
  const [source, another] = children(association, 'sourceRef');
  if (another)
    report(compilation.findings, 'data-association', subjectOf(association), {
      bg: 'асоциация за данни има няколко източника, но не казва как да се съберат. Добавете трансформация.',
      en: 'a data association has several sources but does not say how they become one. Add a transformation.',
    });
  return source && itemName(compilation, source);
}

/** `to` is a name; FEEL cannot say where inside of a value something is to be put. */
function readAssignment(compilation: Compilation, assignment: ModdleElement, target: string | undefined): DataOutput[] {
  const expression = readExpression(compilation, assignment, 'from');
  const to = text(child(assignment, 'to'), 'body')?.replace(/^=\s*/, '') ?? target;
  if (expression === undefined || to === undefined) return [];
  if (to === target || /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(to)) return [{ name: to, expression }];
  report(compilation.findings, 'data-association', subjectOf(assignment), {
    bg: `присвояването отива в „${to}“, което не е име. Напишете името на данните и съставете цялата им стойност.`,
    en: `the assignment goes to "${to}", which is no name. Write the name of the data, and build its whole value.`,
  });
  return [];
}
