import { DomainError } from '../domain/errors';
import { evaluate } from '../domain/feel';
import type { Json, JsonObject } from '../domain/json';
import { inWords } from './words';

export interface LetterScope {
  /** Title of the letter, to name it in faults. */
  readonly letter: string;
  readonly variables: JsonObject;
  /** Noon of the letter's day where the municipality is, as if in UTC: FEEL's `today()` is the day in UTC. */
  readonly noon: string;
  readonly timeZone: string;
}

const PLACEHOLDER = /\{\{(.+?)\}\}/gs;

/**
 * Fills `{{ FEEL }}` from the variables. A value that is not there is a fault of the letter or the process, never a blank in a
 * reply.
 */
export function fill(template: string, scope: LetterScope): string {
  return template.replace(PLACEHOLDER, (_whole, expression: string) => {
    const words = inWords(read(expression.trim(), scope), scope.timeZone);
    if (words === undefined || words.trim() === '') throw invalid(scope, expression, 'gives nothing to print');
    return words;
  });
}

/** A paragraph that is one `{{ FEEL }}` with a list in it becomes that list; any other is one line of text. */
export function fillParagraph(template: string, scope: LetterScope): string | string[] {
  const [, only] = /^\s*\{\{((?:(?!\}\}).)+)\}\}\s*$/s.exec(template) ?? [];
  const value = only === undefined ? null : read(only.trim(), scope);
  if (!Array.isArray(value) || value.length === 0) return fill(template, scope);
  return value.map((item: Json) => {
    const words = inWords(item, scope.timeZone);
    if (words === undefined) throw invalid(scope, only ?? '', 'holds an item that cannot be printed');
    return words;
  });
}

function read(expression: string, scope: LetterScope): Json {
  try {
    return evaluate(expression, scope.variables, scope.noon);
  } catch (cause) {
    throw invalid(scope, expression, 'cannot be evaluated', cause);
  }
}

const invalid = ({ letter }: LetterScope, expression: string, what: string, cause?: unknown) =>
  new DomainError(
    'LETTER_INVALID',
    `In the letter "${letter}" the expression {{ ${expression.trim()} }} ${what}. Correct the letter, or give the variable a value before the letter is issued.`,
    { letter, expression: expression.trim() },
    { cause },
  );
