import { evaluate } from 'feelin';

import { builtIn } from '../built-ins';
import { spend } from '../budget';
import { readNumber } from '../decimals';
import { parts, type SyntaxNode } from '../node';
import { lookUp } from '../scope';
import type { Context } from '../values';
import type { Compiler, Made, Maker, Run } from './compiler';

const constant = (value: unknown, type: string): Made => ({ run: () => value, type });

/** As feelin reads it: escapes in texts, dates after an @. */
const asFeelin =
  (type: string): Maker =>
  (node, c) =>
    constant(evaluate(c.text(node)).value, type);

const number: Maker = (node, c) => {
  const value = readNumber(c.text(node));
  if (value === null)
    throw new Error(`the number ${c.text(node)} cannot be kept as it is written: write at most 15 digits`);
  return constant(value, 'number');
};

const list: Maker = (node, c) => {
  const items = c.runs(node);
  return {
    run(scope) {
      spend(1 + items.length);
      return items.map((item) => item(scope));
    },
  };
};

/** Entries see those before them. */
const context: Maker = (node, c) => {
  const entries = parts(node).map((entry) => entryOf(entry, c));
  return {
    run(scope) {
      spend(1 + entries.length);
      const values: Context = {};
      const inner = { values, parent: scope };
      for (const [name, of] of entries) define(values, name, of(inner));
      return values;
    },
  };
};

function entryOf(entry: SyntaxNode, c: Compiler): [string, Run] {
  const [key, value] = parts(entry);
  const written = key?.children[0];
  const name = written?.name === 'StringLiteral' ? String(evaluate(c.text(written)).value) : key ? c.nameOf(key) : '';
  return [name, c.run(value)];
}

/** Also a name like `__proto__` is only a name. */
function define(values: Context, name: string, value: unknown): void {
  Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
}

const variable: Maker = (node, c) => {
  const name = c.nameOf(node);
  const fallback = builtIn(name);
  return {
    type: 'any',
    run(scope) {
      const value = lookUp(name, scope);
      // Null is a value: it hides the built-in of its name.
      return value === undefined ? fallback : value;
    },
  };
};

const ownFunction: Maker = (node, c) => {
  const found = builtIn(c.nameOf(node));
  return { run: () => found };
};

export const LITERALS: Readonly<Record<string, Maker>> = {
  NumericLiteral: number,
  StringLiteral: asFeelin('string'),
  AtLiteral: asFeelin('date'),
  BooleanLiteral: (node, c) => constant(c.text(node) === 'true', 'boolean'),
  null: () => constant(null, 'nil'),
  Wildcard: () => constant(true, 'test'),
  '?': () => ({ run: (scope) => lookUp('?', scope) }),
  List: list,
  Context: context,
  VariableName: variable,
  SpecialFunctionName: ownFunction,
  DateTimeConstructor: ownFunction,
};
