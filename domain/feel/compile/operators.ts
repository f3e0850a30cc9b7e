import { OPERATORS, createRange } from '../borrowed';
import { BUDGET, refuseLongText, spend } from '../budget';
import { compare, includes, isIn, testOf } from '../compare';
import { calculate as calculateNumbers, isExact, toNumber } from '../decimals';
import { parts, type SyntaxNode } from '../node';
import { lookUp } from '../scope';
import { isTruthy, kindOf } from '../values';
import type { Compiler, Made, Maker, Run } from './compiler';

const through: Maker = (node, c) => c.make(parts(node)[0]);

const ZERO: Made = { run: () => 0 };

const arithmetic: Maker = (node, c) => {
  const [first, second, third] = node.children as [SyntaxNode, SyntaxNode, SyntaxNode | undefined];
  const [a, operator, b] = third
    ? [c.make(first), c.text(second), c.make(third)]
    : [ZERO, c.text(first), c.make(second)];
  const [left, right] = [a.exact ?? a.run, b.exact ?? b.run];
  const exact: Run = (scope) => calculate(operator, left(scope), right(scope));
  return { type: third && a.type !== b.type ? 'any' : b.type, exact, run: (scope) => rounded(exact(scope)) };
};

const rounded = (value: unknown): unknown => (isExact(value) ? toNumber(value) : value);

function calculate(operator: string, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return calculateNumbers(operator, a, b);
  if (isExact(a)) return isExact(b) ? calculateNumbers(operator, a, b) : null;
  if (isExact(b)) return null;
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return concatenate(a, b);
  if (kindOf(a) !== 'other' || kindOf(b) !== 'other') return null;
  spend(3 * BUDGET.temporal);
  return OPERATORS[operator]?.(a, b) ?? null; // `+` and `-`: feelin knows no other of dates and durations.
}

function concatenate(a: string, b: string): string {
  spend((a.length + b.length) >> 6);
  refuseLongText(a.length + b.length);
  return a + b;
}

/** Three-valued: `isAnd` is what both must be. */
const both =
  (isAnd: boolean): Maker =>
  (node, c) => {
    const [a, b] = [c.run(node.children[0]), c.run(node.children[2])];
    return {
      type: 'test',
      run(scope) {
        const [left, right] = [a(scope), b(scope)];
        if (left === !isAnd || right === !isAnd) return !isAnd;
        return left === isAnd && right === isAnd ? isAnd : null;
      },
    };
  };

const comparison: Maker = (node, c) => {
  const [left, operator, ...right] = node.children as [SyntaxNode, SyntaxNode, ...SyntaxNode[]];
  const a = c.run(left);
  const run = comparisonBy(operator, a, right, c);
  return { type: 'test', run };
};

function comparisonBy(operator: SyntaxNode, a: Run, right: readonly SyntaxNode[], c: Compiler): Run {
  if (operator.name === 'in') {
    const tests = c.run(right.find(({ name }) => name !== '(' && name !== ')'));
    return (scope) => isIn(a(scope), tests(scope));
  }
  if (operator.name === 'between') return between(a, c.run(right[0]), c.run(right[2]));
  const [sign, b] = [c.text(operator), c.run(right[0])];
  return (scope) => compare(sign, a(scope), b(scope));
}

const between =
  (a: Run, from: Run, to: Run): Run =>
  (scope) => {
    const [low, high] = [from(scope), to(scope)];
    return low === null || high === null ? null : includes(createRange(low, high), a(scope));
  };

const condition: Maker = (node, c) => {
  const [test, yes] = [c.run(node.children[1]), c.make(node.children[3])];
  const no = node.children[5] && c.make(node.children[5]);
  const type = !no || yes.type === no.type ? yes.type : 'any';
  return { type, run: (scope) => (isTruthy(test(scope)) ? yes.run(scope) : (no?.run(scope) ?? null)) };
};

const interval: Maker = (node, c) => {
  const [open, start, , end, close] = node.children as [SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode, SyntaxNode];
  const [from, to] = [c.run(start), c.run(end)];
  return { type: 'test', run: (scope) => createRange(from(scope), to(scope), open.name === '[', close.name === ']') };
};

const simpleTest: Maker = (node, c) => {
  const [first, second] = node.children;
  if (!first || !second) return { ...c.make(first), type: 'test' };
  const [operator, of] = [c.text(first), c.run(second)];
  return { type: 'test', run: (scope) => testOf(operator, of(scope)) };
};

/** A truth value among tests is compared with what is tested. */
const positiveTest: Maker = (node, c): Made => {
  const inner = through(node, c);
  if (inner.type !== 'boolean') return { run: inner.run };
  return {
    run(scope) {
      const tested = lookUp('?', scope);
      return tested === undefined ? inner.run(scope) : inner.run(scope) === tested;
    },
  };
};

const allTests: Maker = (node, c) => {
  const tests = c.runs(node);
  return { run: (scope) => tests.map((test) => test(scope)) };
};

export const OPERATIONS: Readonly<Record<string, Maker>> = {
  Expression: through,
  ParenthesizedExpression: through,
  FunctionBody: through,
  ArithmeticExpression: arithmetic,
  Conjunction: both(true),
  Disjunction: both(false),
  Comparison: comparison,
  IfExpression: condition,
  Interval: interval,
  SimplePositiveUnaryTest: simpleTest,
  PositiveUnaryTest: positiveTest,
  PositiveUnaryTests: allTests,
};
