import { parseExpression } from 'feelin';

export const LONGEST = 10_000;
/** So many words without a sign between them are no expression, and take long to be read as one. */
const WORDS_IN_A_ROW = /(?:[\p{L}_][\p{L}\p{N}_]*\s+){200}/u;

const STRING = /"(?:[^"\\]|\\.)*"/g;

/**
 * Where and why a text is no FEEL (DMN, chapter 10): the place at which it cannot be read on. Undefined when it is well-formed. The
 * parser lets `==` pass, which FEEL does not have.
 */
export function feelFault(expression: string): string | undefined {
  if (expression.length > LONGEST) return expression.slice(LONGEST, LONGEST + 40);
  const bare = expression.replace(STRING, (string) => ' '.repeat(string.length));
  if (WORDS_IN_A_ROW.test(bare)) return expression.slice(0, 40);
  const doubled = bare.indexOf('==');
  if (doubled !== -1) return expression.slice(doubled, doubled + 40);
  let fault: number | undefined;
  parseExpression(expression, {}, undefined).iterate({
    enter: ({ type, from }) => {
      if (type.isError) fault ??= from;
      return fault === undefined;
    },
  });
  return fault === undefined ? undefined : expression.slice(fault, fault + 40).trim();
}
