import { Decimal } from 'decimal.js';
import { FeelFunction } from 'feelin';

import { calculate, exact, readNumber, spent, toNumber, type Exact } from './decimals';

/** The built-in functions that calculate (DMN 1.3, 10.3.4.1, 10.3.4.4 and 10.3.4.5), on decimals. Null where an argument does not fit. */
type Calculation = (...numbers: number[]) => Exact | null;

/** A list of one counts as what it holds (10.3.2.9.4). */
const single = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;

function calculated(values: readonly unknown[], calculation: (numbers: number[]) => Exact | null): number | null {
  const numbers = values.map(single);
  if (!numbers.every((value) => typeof value === 'number')) return null;
  const result = calculation(numbers);
  return result === null ? null : toNumber(result);
}

/** `last`: what the last argument is where none is given. */
const onNumbers = (parameters: string[], calculation: Calculation, last?: number): FeelFunction =>
  new FeelFunction((...args: unknown[]) => {
    const values = parameters.map((_, index) => args[index]);
    if (values.at(-1) === undefined) values.splice(-1, 1, last);
    return calculated(values, (numbers) => calculation(...numbers));
  }, parameters);

/** Numbers one by one, or a list of them. */
const onList = (calculation: (list: number[]) => Exact | null): FeelFunction =>
  new FeelFunction(
    (...args: unknown[]) => {
      const values = args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
      return values.length === 0 ? null : calculated(values, calculation);
    },
    ['...list'],
  );

/** Operators of results that may be none. */
const op = (operator: string, a: Exact | null, b: Exact | null): Exact | null =>
  a === null || b === null ? null : calculate(operator, a, b);

const all =
  (operator: string) =>
  (list: readonly (Exact | null)[]): Exact | null =>
    list.reduce((total, item) => op(operator, total, item));

const [sum, product] = [all('+'), all('*')];
const mean = (list: readonly (Exact | null)[]): Exact | null => op('/', sum(list), list.length);

function median(list: readonly number[]): Exact | null {
  const sorted = [...list].sort((a, b) => a - b);
  const [low, high] = [sorted[(list.length - 1) >> 1], sorted[list.length >> 1]];
  return mean([low ?? null, high ?? null]);
}

/** Of a sample: by one less than there are. */
function stddev(list: readonly number[]): Exact | null {
  if (list.length < 2) return null;
  const middle = mean(list);
  const squares = list.map((item) => {
    const distance = op('-', item, middle);
    return op('*', distance, distance);
  });
  const variance = op('/', sum(squares), list.length - 1);
  return variance === null ? null : root(variance);
}

const root = (of: Exact): Exact | null => spent(30, () => exact(of).sqrt());

/** To `scale` decimal places, or to tens and hundreds where it is below zero; beyond these bounds it is none (table 75). */
const rounding = (mode: Decimal.Rounding, scale?: number): FeelFunction =>
  onNumbers(['n', 'scale'], (n, to) => round(n, Math.trunc(to ?? 0), mode), scale);

function round(n: number, scale: number, mode: Decimal.Rounding): Exact | null {
  if (scale < -6111 || scale > 6176) return null;
  return spent(12, () => exact(n).times(`1e${scale}`).toDecimalPlaces(0, mode).times(`1e${-scale}`));
}

const GROUPING: readonly unknown[] = [' ', ',', '.', null, undefined];
const POINTS: readonly unknown[] = [',', '.', null, undefined];
const DIGITS = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i;

/** Null where the text is no number, or one of more digits than a number keeps. */
function number(from: unknown, grouping: unknown, point: unknown): number | null {
  const text = single(from);
  if (typeof text !== 'string' || !GROUPING.includes(grouping) || !POINTS.includes(point)) return null;
  if (typeof grouping === 'string' && grouping === point) return null;
  const joined = typeof grouping === 'string' ? text.replaceAll(grouping, '') : text;
  const digits = point === ',' ? joined.replaceAll(/[.,]/g, (sign) => (sign === ',' ? '.' : '#')) : joined;
  return DIGITS.test(digits.trim()) ? readNumber(digits.trim()) : null;
}

export const NUMERIC: ReadonlyMap<string, FeelFunction> = new Map([
  ['number', new FeelFunction(number, ['from', 'grouping separator', 'decimal separator'])],
  ['sum', onList(sum)],
  ['mean', onList(mean)],
  ['median', onList(median)],
  ['product', onList(product)],
  ['stddev', onList(stddev)],
  ['decimal', rounding(Decimal.ROUND_HALF_EVEN)],
  ['floor', rounding(Decimal.ROUND_FLOOR, 0)],
  ['ceiling', rounding(Decimal.ROUND_CEIL, 0)],
  ['round up', rounding(Decimal.ROUND_UP)],
  ['round down', rounding(Decimal.ROUND_DOWN)],
  ['round half up', rounding(Decimal.ROUND_HALF_UP)],
  ['round half down', rounding(Decimal.ROUND_HALF_DOWN)],
  ['modulo', onNumbers(['dividend', 'divisor'], modulo)],
  ['sqrt', onNumbers(['number'], root)],
  ['log', onNumbers(['number'], (n) => (n > 0 ? spent(200, () => exact(n).ln()) : null))],
  ['exp', onNumbers(['number'], (n) => spent(400, () => exact(n).exp()))],
]);

/** With the sign of the divisor. */
function modulo(dividend: number, divisor: number): Exact | null {
  return divisor === 0 ? null : spent(20, () => exact(dividend).mod(divisor));
}
