import { FeelFunction, FeelRange, evaluate } from 'feelin';

import { SPECIAL } from './borrowed';
import { BUDGET, refuseLongText, spend } from './budget';
import { includes } from './compare';
import { NUMERIC } from './numbers';
import { payForPattern } from './patterns';
import { costOf, isContext, payForAll } from './values';

/** feelin's built-in functions, but for those that calculate; each paid for before it works and after. */
type BuiltIn = ((...args: unknown[]) => unknown) & { readonly $args?: string[] };

const known = new Map<string, FeelFunction | null>();
const NAME = /^[a-z]+( [a-z]+)*$/;

export function builtIn(name: string): FeelFunction | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = find(name);
  if (known.size < 1_000) known.set(name, found);
  return found;
}

function find(name: string): FeelFunction | null {
  const own = SPECIAL.get(name) ?? NUMERIC.get(name);
  if (own) return paid(name, own.fn as BuiltIn, own.parameterNames);
  if (!NAME.test(name) || KEYWORDS.has(name.split(' ')[0] ?? '')) return null;
  const value = evaluate(name).value as unknown;
  return typeof value === 'function' ? paid(name, value as BuiltIn, (value as BuiltIn).$args ?? []) : null;
}

const KEYWORDS = new Set(
  'for in return some every satisfies if then else and or between instance function null true false'.split(' '),
);

const paid = (name: string, built: BuiltIn, parameters: string[]): FeelFunction =>
  new FeelFunction((...args: unknown[]) => {
    payBefore(name, args);
    const result = built(...args);
    if (typeof result === 'string') refuseLongText(result.length);
    if (Array.isArray(result)) spend(result.length);
    return result;
  }, parameters);

/** They walk all that they are given, not only its first level. */
const WALK = new Set([
  'string',
  'flatten',
  'distinct values',
  'union',
  'is',
  'date and time',
  'years and months duration',
]);

/** They read or make dates, times or durations. */
const TEMPORAL = new Set(
  'date,time,date and time,duration,years and months duration,now,today,day of year,day of week,month of year,week of year'.split(
    ',',
  ),
);

function payBefore(name: string, args: readonly unknown[]): void {
  spend(TEMPORAL.has(name) ? BUDGET.temporal : 1);
  for (const arg of args) {
    if (WALK.has(name)) payForAll(arg);
    else if (typeof arg === 'string') spend(arg.length >> 4);
    else if (Array.isArray(arg)) for (const item of arg) spend(costOf(item));
    else if (isContext(arg)) spend(Object.keys(arg).length);
    else spend(costOf(arg));
  }
  if (name === 'distinct values') payForSquare([args[0]].flat());
  if (name === 'union') payForSquare([...args.flat(1), ...args.flat(2)]);
  if (name === 'string join') payForJoin(args);
  if (name === 'matches' || name === 'replace' || name === 'split') payForSearch(name, args);
}

/** Lists and contexts are compared with all before them. */
function payForSquare(items: readonly unknown[]): void {
  const complex = items.filter((item) => typeof item === 'object' && item !== null);
  spend((items.length * complex.length) >> 1);
  spend(Math.floor((items.length * payForAll(complex)) / 8));
}

function payForJoin([list, delimiter]: readonly unknown[]): void {
  const between = typeof delimiter === 'string' ? delimiter.length : 0;
  let length = 0;
  for (const item of Array.isArray(list) ? (list as unknown[]) : [])
    if (typeof item === 'string') length += item.length + between;
  refuseLongText(length - between);
}

function payForSearch(name: string, [input, pattern, ...rest]: readonly unknown[]): void {
  if (typeof input !== 'string' || typeof pattern !== 'string') return;
  const [replacement, flags] = name === 'replace' ? rest : [undefined, rest[0]];
  payForPattern(pattern, input.length, flags !== undefined && flags !== null);
  if (typeof replacement !== 'string') return;
  const around = replacement.match(/\$[`']/g)?.length ?? 0;
  if ((input.length + 1) * (replacement.length + around * input.length) > 16 * BUDGET.text) refuseLongText(Infinity);
}

/** What can be called: a function, or a range as the test whether it holds a value. */
export function callable(value: unknown): FeelFunction | null {
  if (value instanceof FeelFunction) return value;
  if (value instanceof FeelRange) return new FeelFunction((item: unknown) => includes(value, item), ['value']);
  return typeof value === 'function' ? new FeelFunction(value as BuiltIn, (value as BuiltIn).$args ?? []) : null;
}

/** A built-in that rejects its arguments gives a sign of it, which counts as null. */
export const settled = (result: unknown): unknown =>
  typeof result === 'object' && result !== null && 'warning' in result && !isContext(result) ? null : (result ?? null);
