import { DomainError } from '../domain/errors';
import { evaluate } from '../domain/feel';
import type { JsonObject } from '../domain/json';

/** Fills `{{ FEEL }}` from the variables. A value that is not there is a fault of the letter or the process, never a blank in a reply. */
export function fill(template: string, variables: JsonObject, at: string): string {
  return template.replace(/\{\{(.+?)\}\}/gs, (_whole, expression: string) => {
    const value = read(expression.trim(), variables, at);
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new DomainError('LETTER_INVALID', `The letter uses {{ ${expression.trim()} }}, which has no value to print`);
    return String(value);
  });
}

function read(expression: string, variables: JsonObject, at: string) {
  try {
    return evaluate(expression, variables, at);
  } catch (cause) {
    throw new DomainError('LETTER_INVALID', `The letter’s expression {{ ${expression} }} cannot be evaluated`, {}, { cause });
  }
}
