import { feelFault } from './feel-syntax';

/** Words and signs of JUEL and JavaScript that FEEL writes otherwise. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/(?:execution|delegateExecution)\.getVariable\(\s*["'](\w+)["']\s*\)/g, '$1'],
  [/^\s*return\s+/, ''],
  [/\bnrOf(Active|Completed)?Instances\b/g, 'numberOf$1Instances'],
  [/\b(true|false)\s*\(\s*\)/g, '$1'],
  [/;\s*$/, ''],
  [/\s*(?:&&|\band\b)\s*/g, ' and '],
  [/\s*(?:\|\||\bor\b)\s*/g, ' or '],
  [/!==?/g, ' != '],
  [/={2,3}/g, ' = '],
  [/\s+eq\s+/g, ' = '],
  [/\s+ne\s+/g, ' != '],
  [/\s+lt\s+/g, ' < '],
  [/\s+gt\s+/g, ' > '],
  [/\s+le\s+/g, ' <= '],
  [/\s+ge\s+/g, ' >= '],
  [/!\s*\(/g, 'not('],
  [/\bnot\s+(\w+(?:\.\w+)*)/g, 'not($1)'],
  [/!\s*(?![=\s])(\w+(?:\.\w+)*)/g, 'not($1)'],
  [/\bempty\s+(\w+(?:\.\w+)*)/g, '($1 = null or $1 = "")'],
  [/[ \t]{2,}/g, ' '],
];

const LONGEST = 500;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** FEEL that says the same, where the expression is simple enough to be sure; what is in quotes stays as it is. */
export function toFeel(expression: string): string | undefined {
  if (expression.length > LONGEST) return undefined;
  const inner = /^\s*[$#]\{([^{}]*)\}\s*$/.exec(expression)?.[1] ?? expression;
  if (/[?{}[\]]|=>|\bfunction\b|\bnew\b|[^=!<>]=(?!=)/.test(inner.replace(STRING, ''))) return undefined;
  const withoutCalls = WORDS.slice(0, 1).reduce((text, [sign, feel]) => text.replace(sign, feel), inner);
  const strings = withoutCalls.match(STRING) ?? [];
  const bare = WORDS.slice(1).reduce(
    (text, [sign, feel]) => text.replace(sign, feel),
    withoutCalls.replace(STRING, '"'),
  );
  let next = 0;
  const feel = bare.replace(/"/g, () => `"${(strings[next++] ?? '""').slice(1, -1)}"`).trim();
  return /\w\s*\.\s*\w+\s*\(/.test(feel) || feelFault(feel) !== undefined ? undefined : feel;
}
