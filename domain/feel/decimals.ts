import { Decimal } from 'decimal.js';

import { spend } from './budget';

/** In a sandbox each look at a global costs more than the sum. */
const { isSafeInteger, isNaN, isFinite } = Number;
const { abs, round } = Math;

/**
 * FEEL's numbers are decimals of 34 digits, rounded half to even (DMN 1.3, 10.3.2.3.1: IEEE 754-2008 decimal128). JSON's are doubles: here
 * each of them means the shortest decimal that reads back as it, so that 0.1 is a tenth.
 */
const Exact = Decimal.clone({
  defaults: true,
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  // `modulo` has the sign of the divisor (10.3.4.5).
  modulo: Decimal.ROUND_FLOOR,
  minE: -6176,
  maxE: 6144,
});

/** What arithmetic hands on to the arithmetic around it; rounded to a number where it leaves. */
export type Exact = number | Decimal;

export const isExact = (value: unknown): value is Exact => typeof value === 'number' || value instanceof Decimal;

export const exact = (value: Exact): Decimal => (typeof value === 'number' ? new Exact(value) : value);

/** The nearest number. */
export function toNumber(value: Exact): number {
  const number = typeof value === 'number' ? value : value.toNumber();
  if (isFinite(number)) return number + 0; // There is no -0.
  throw new Error('it comes to a number beyond 1.8e308, which is more than can be kept');
}

/** The number that a text of digits says; null where it says more than a number keeps. */
export function readNumber(text: string): number | null {
  const number = Number(text);
  return isFinite(number) && new Exact(text).eq(number) ? number + 0 : null;
}

/** Null where the standard knows no value: division by zero, a root of what is negative. */
export function calculate(operator: string, a: Exact, b: Exact): Exact | null {
  if (typeof a === 'number' && typeof b === 'number') {
    const result = calculateQuickly(operator, a, b);
    if (!isNaN(result)) return result;
  }
  return calculateExactly(operator, exact(a), exact(b));
}

/** As a number. */
export function calculateNumber(operator: string, a: number, b: number): number | null {
  const result = calculate(operator, a, b);
  return result === null ? null : toNumber(result);
}

/** In steps: microseconds. */
const COST = { sum: 8, quotient: 12, power: 40, root: 400 };

function calculateExactly(operator: string, a: Decimal, b: Decimal): Decimal | null {
  switch (operator) {
    case '+':
      return spent(COST.sum, () => a.plus(b));
    case '-':
      return spent(COST.sum, () => a.minus(b));
    case '*':
      return spent(COST.sum, () => a.times(b));
    case '/':
      return b.isZero() ? null : spent(COST.quotient, () => a.div(b));
    default:
      if (a.isZero() && b.isNegative() && !b.isZero()) return null;
      return spent(b.isInteger() && b.abs().lte(100) ? COST.power : COST.root, () => a.pow(b));
  }
}

/** Pays for what the library does; what is no number is null. */
export function spent(steps: number, act: () => Decimal): Decimal | null {
  spend(steps);
  const result = act();
  return result.isNaN() ? null : result;
}

/**
 * What needs no library: whole numbers, and amounts of at most four decimal places, counted in ten-thousandths. NaN for anything else.
 * A count below 10¹⁵ divided by a power of ten is the very number that the decimal means: no other decimal of 15 digits is so near.
 */
function calculateQuickly(operator: string, a: number, b: number): number {
  const whole = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : NaN;
  if (isSafeInteger(whole) && isSafeInteger(a) && isSafeInteger(b)) return whole + 0;
  const m = unitsOf(a);
  const n = unitsOf(b);
  if (operator === '+') return amount(m + n, UNIT);
  if (operator === '-') return amount(m - n, UNIT);
  if (operator === '*') return amount(m * n, UNIT * UNIT);
  return operator === '/' ? quotient(m, n) : NaN;
}

const UNIT = 10_000;
const MOST_UNITS = 1e15;

function unitsOf(number: number): number {
  const units = round(number * UNIT);
  return units / UNIT === number ? units : NaN;
}

const amount = (units: number, unit: number): number => (abs(units) < MOST_UNITS ? units / unit + 0 : NaN);

/** Only where nothing is left over. */
function quotient(m: number, n: number): number {
  const units = unitsOf(m / n);
  return abs(m) * UNIT < MOST_UNITS && units * n === m * UNIT ? amount(units, UNIT) : NaN;
}
