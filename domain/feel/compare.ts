import { FeelRange } from 'feelin';

import { createRange, equalsAsFeelin } from './borrowed';
import { BUDGET, spend } from './budget';
import { costOf, isContext, kindOf, type Context } from './values';

/** DMN 1.3, 10.3.2.13, as feelin has it: null where the two cannot be compared. */
export function equals(a: unknown, b: unknown): boolean | null {
  spend(1);
  if ((a === null) !== (b === null)) return false;
  const [one, other] = [single(a), single(b)];
  const kind = kindOf(one);
  if (other === undefined && one !== undefined) return null;
  if (kind === 'other' || kind === 'range' || kind === 'function') {
    spend(BUDGET.temporal);
    return equalsAsFeelin(one, other);
  }
  if (kind !== kindOf(other)) return null;
  if (kind === 'nil') return true;
  if (Array.isArray(one) && Array.isArray(other)) return equalLists(one, other);
  if (isContext(one) && isContext(other)) return equalContexts(one, other);
  if (typeof one === 'string') spend(one.length >> 6);
  return one === other;
}

const single = (value: unknown): unknown => (Array.isArray(value) && value.length < 2 ? (value[0] as unknown) : value);

const equalLists = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => equals(item, b[index]));

function equalContexts(a: Context, b: Context): boolean {
  const names = Object.keys(a);
  const isSame = (name: string): boolean => Object.hasOwn(b, name) && equals(a[name], b[name]) === true;
  return names.length === Object.keys(b).length && names.every(isSame);
}

export type Test = (value: unknown) => unknown;

/** `> 3` and its like: a range, or a function of what is tested. */
export function testOf(operator: string, bound: unknown): FeelRange | Test {
  switch (operator) {
    case '=':
      return (value) => equals(value, bound);
    case '!=':
      return (value) => negated(equals(value, bound));
    case '>':
      return createRange(bound, null, false, false);
    case '>=':
      return createRange(bound, null, true, false);
    case '<':
      return createRange(null, bound, false, false);
    default:
      return createRange(null, bound, false, true);
  }
}

const negated = (value: boolean | null): boolean | null => (value === null ? null : !value);

export function compare(operator: string, a: unknown, b: unknown): unknown {
  if (operator === '=') return equals(a, b);
  if (operator === '!=') return negated(equals(a, b));
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(operator, a, b);
  return passes(testOf(operator, b), a);
}

function compareNumbers(operator: string, a: number, b: number): boolean {
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  return operator === '<' ? a < b : a <= b;
}

export function includes(range: FeelRange, value: unknown): unknown {
  spend(costOf(value));
  return range.includes(value);
}

/** Does a value pass a test: a function, a range, or a value to be equal to? */
export function passes(test: unknown, value: unknown): unknown {
  spend(1);
  if (typeof test === 'function') return (test as Test)(value);
  if (test instanceof FeelRange) return includes(test, value);
  return equals(test, value);
}

/** Three-valued membership: one that cannot be compared makes the answer unknown. */
export function isIn(value: unknown, tests: unknown): boolean | null {
  if (tests === null || tests === undefined) return null;
  let isUnknown = false;
  for (const test of Array.isArray(tests) ? (tests as unknown[]) : [tests]) {
    const result = passes(test, value);
    if (result === true) return true;
    if (result === null && (test instanceof FeelRange || typeof test === 'function')) isUnknown = true;
  }
  return isUnknown ? null : false;
}
