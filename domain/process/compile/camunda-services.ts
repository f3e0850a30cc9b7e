import { attribute, type ModdleElement } from '../../moddle';
import type { Expression } from '../graph';
import type { Compilation } from './compilation';
import { readFeel } from './expressions';

const CALLS_JAVA = /\w\s*\(/;

/**
 * `camunda:expression` that computes a value is a script; undefined where there is none. One that calls a method is a service like
 * those that name a class: what it does is not in the model.
 */
export function camundaScript(compilation: Compilation, task: ModdleElement): Expression | undefined {
  const expression = attribute(task, 'camunda:expression');
  if (expression === undefined || CALLS_JAVA.test(expression)) return undefined;
  return readFeel(compilation, task, expression);
}
