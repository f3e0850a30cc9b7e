import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

import { spend } from '../budget';
import { part, parts, type SyntaxNode } from '../node';
import { isContext, kindOf } from '../values';
import type { Compiler, Maker } from './compiler';

/** `instance of`: the check of a value (DMN 1.3, 10.3.2.9). */
type Check = (value: unknown) => boolean;

const NAMED: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['Any', (value) => kindOf(value) !== 'nil'],
  ['Null', (value) => value === null],
  ['number', (value) => kindOf(value) === 'number'],
  ['string', (value) => kindOf(value) === 'string'],
  ['boolean', (value) => kindOf(value) === 'boolean'],
  ['list', (value) => kindOf(value) === 'list'],
  ['context', (value) => kindOf(value) === 'context'],
  ['range', (value) => kindOf(value) === 'range'],
  ['function', (value) => kindOf(value) === 'function'],
  ['date', (value) => value instanceof FeelDate],
  ['time', (value) => value instanceof FeelTime],
  ['date and time', (value) => value instanceof FeelDateTime],
  ['duration', (value) => value instanceof FeelDuration],
  ['days and time duration', (value) => value instanceof FeelDuration && value.years === null],
  ['years and months duration', (value) => value instanceof FeelDuration && value.years !== null],
]);

const instanceOf: Maker = (node, c) => {
  const [value, check] = [c.run(node.children[0]), checkOf(node.children.at(-1), c)];
  return { type: 'test', run: (scope) => check(value(scope) ?? null) };
};

function checkOf(node: SyntaxNode | undefined, c: Compiler): Check {
  if (!node) return () => false;
  switch (node.name) {
    case 'Type':
      return checkOf(node.children[0], c);
    case 'ListType':
      return listOf(checkOf(part(node, 'Type'), c));
    case 'ContextType':
      return contextOf(node, c);
    case 'FunctionType':
      return (value) => kindOf(value) === 'function';
    default:
      return NAMED.get(c.text(node).replace(/\s+/g, ' ').trim()) ?? (() => false);
  }
}

const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return false;
    spend(value.length);
    return value.every(check);
  };

function contextOf(node: SyntaxNode, c: Compiler): Check {
  const types = part(node, 'ContextEntryTypes');
  const entries = (types ? parts(types) : []).map((entry) => ({
    name: entry.children[0] ? c.nameOf(entry.children[0]) : '',
    check: checkOf(part(entry, 'Type'), c),
  }));
  return (value) =>
    isContext(value) && entries.every(({ name, check }) => Object.hasOwn(value, name) && check(value[name]));
}

export const TYPES: Readonly<Record<string, Maker>> = { InstanceOfExpression: instanceOf };
