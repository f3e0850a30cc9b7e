import fc from 'fast-check';

import { evaluate } from '../../domain/feel';
import type { JsonObject } from '../../domain/json';

const AT = '2026-11-25T10:00:00Z';
const answer = (expression: string, context: JsonObject = {}) => evaluate(expression, context, AT);

/** What the standard says of numbers (DMN 1.3): 34 decimal digits, half to even (10.3.2.3.1). */
it.each([
  ['0.1 + 0.2 = 0.3', true],
  ['0.3 - 0.1', 0.2],
  ['1.015 * 100', 101.5],
  ['1.1 * 1.1', 1.21],
  ['0.7 + 0.1', 0.8],
  ['3 * 1.1', 3.3],
  ['1.1 ** 2', 1.21],
  ['1.05 ** 10', 1.6288946267774413],
  ['4.35 * 100 = 435', true],
  ['12.34 / 100', 0.1234],
  ['0.3 / 0.1', 3],
  ['-0.1 - 0.2', -0.3],
  ['-(0.1 + 0.2)', -0.3],
  ['if 19.99 * 3 > 59.97 then "more" else "as much"', 'as much'],
  ['for i in 0.1..3.1 return i', [0.1, 1.1, 2.1, 3.1]],
])('%s is %j', (expression, expected) => {
  expect(answer(expression)).toEqual(expected);
});

it('keeps 34 digits within one piece of arithmetic, and those of a number where the result is kept', () => {
  expect(answer('1/3*3 = 1')).toBe(true);
  expect(answer('(1/3 + 1/3) + 1/3')).toBe(1);
  expect(answer('floor(1000 / 3 * 3)')).toBe(1000);
  expect(answer('10**400 / 10**399')).toBe(10);
  expect(answer('{third: 1/3, whole: third * 3}.whole')).toBe(0.9999999999999999);
});

it('leaves numbers that are only handed on as they are', () => {
  const variables = { list: [0.1234567890123456, 1 / 3], large: 2 ** 60 };

  expect(answer('for i in list return i', variables)).toEqual(variables.list);
  expect(answer('{a: large}.a', variables)).toBe(2 ** 60);
});

/** 10.3.4.5, and 10.3.4.4 for those of lists. */
it.each([
  ['decimal(1.015, 2)', 1.02],
  ['decimal(1.025, 2)', 1.02],
  ['decimal(2.5, 0)', 2],
  ['decimal(1/3, 2.5)', 0.33],
  ['decimal(0.515, 2)', 0.52],
  ['decimal(n: 15/78*2, scale: 3)', 0.385],
  ['decimal(1250, -2)', 1200],
  ['decimal(1.5, 6177)', null],
  ['decimal(1.5, null)', null],
  ['floor(1.15 * 100)', 115],
  ['floor(-1.5)', -2],
  ['floor(-1.56, 1)', -1.6],
  ['ceiling(1.1 + 2.2 - 3.3)', 0],
  ['ceiling(-1.56, 1)', -1.5],
  ['round up(1.121, 2)', 1.13],
  ['round up(-1.121, 2)', -1.13],
  ['round up(1.13, 2)', 1.13],
  ['round down(1.126, 2)', 1.12],
  ['round down(-1.126, 2)', -1.12],
  ['round down(1.13, 2)', 1.13],
  ['round half up(1.005, 2)', 1.01],
  ['round half up(-1.005, 2)', -1.01],
  ['round half down(1.005, 2)', 1],
  ['round half down(1.0051, 2)', 1.01],
  ['modulo(12, 5)', 2],
  ['modulo(-12, 5)', 3],
  ['modulo(12, -5)', -3],
  ['modulo(-12, -5)', -2],
  ['modulo(10.1, 4.5)', 1.1],
  ['modulo(-10.1, 4.5)', 3.4],
  ['modulo(10.1, -4.5)', -3.4],
  ['modulo(-10.1, -4.5)', -1.1],
  ['modulo(0.3, 0.1)', 0],
  ['modulo(1, 0)', null],
  ['sqrt(0.01)', 0.1],
  ['sqrt(2)', Math.SQRT2],
  ['log(10)', Math.LN10],
  ['exp(1)', Math.E],
  ['abs(0.1 - 0.3)', 0.2],
  ['sum([0.1, 0.2, 0.3])', 0.6],
  ['sum(0.1, 0.2)', 0.3],
  ['sum([1, "2"])', null],
  ['mean([0.1, 0.2, 0.3])', 0.2],
  ['median([10, 9, 8])', 9],
  ['median([0.1, 0.2])', 0.15],
  ['product([1.1, 1.1])', 1.21],
  ['stddev([0.1, 0.2, 0.3])', 0.1],
  ['max(0.1 + 0.2, 0.3)', 0.3],
])('%s gives %j', (expression, expected) => {
  expect(answer(expression)).toEqual(expected);
});

it('has no zero below zero', () => {
  for (const expression of [
    '0 * -5',
    '-0.0',
    '-(0)',
    'round down(-0.3, 0)',
    'ceiling(-0.5)',
    '-0.1 * 0',
    'modulo(-6, 3)',
  ])
    expect([expression, answer(expression)]).toEqual([expression, 0]);
});

/** 10.3.4.1: the separators are a space, a comma, a point or none, and not the same one. */
it.each([
  ['number("1 000,50", " ", ",")', 1000.5],
  ['number("1.000,50", ".", ",")', 1000.5],
  ['number("1,000.50", ",", ".")', 1000.5],
  ['number("1000.50", null, null)', 1000.5],
  ['number("-.5")', -0.5],
  ['number(" 12 ")', 12],
  ['number("1.5", " ", ",")', null],
  ['number("1,5", ",", ",")', null],
  ['number("1\'000", "\'", ".")', null],
  ['number("")', null],
  ['number("0x10")', null],
  ['number("Infinity")', null],
  ['number("1,2,3", " ", ",")', null],
  ['number("1e400")', null],
  ['number("12345678901234567890")', null],
  ['number(null)', null],
])('%s reads %j', (expression, expected) => {
  expect(answer(expression)).toEqual(expected);
});

it.each(['1 / 0', '0 / 0', '0 ** -1', '(-8) ** 0.5', 'sqrt(-0.01)', 'log(0)', '1 + "1"'])(
  '%s has no value',
  (expression) => {
    expect(answer(expression)).toBeNull();
  },
);

it.each([
  ['10 ** 308 * 10', 'beyond 1.8e308'],
  ['exp(1000)', 'beyond 1.8e308'],
  ['product([1e200, 1e200]) > 1', 'beyond 1.8e308'],
  ['9007199254740993', 'cannot be kept as it is written'],
  ['a + 0.12345678901234567890', 'cannot be kept as it is written'],
  ['1e400', 'cannot be kept as it is written'],
])('%s is refused, and why', (expression, reason) => {
  expect(() => answer(expression, { a: 1 })).toThrow(
    expect.objectContaining({ code: 'SERVICE_INVALID', message: expect.stringContaining(reason) as string }),
  );
});

const steps = (expression: string): void => {
  expect(() => answer(expression)).toThrow('takes more than 250000 steps');
};

it('pays for roots, powers and logarithms by what they take', () => {
  steps('for i in 1..2000 return i ** 0.5');
  steps('for i in 1..2000 return log(i)');
  steps('for i in 1..2000 return exp(i / 10)');
  steps('for i in 1..2000 return stddev([1/i, 2/i, 3/i, 4/i, 5/i, 6/i, 7/i, 8/i, 9/i, 10/i])');
});

/** Amounts in whole cents, up to ten billion. */
const cents = fc.bigInt(-(10n ** 12n), 10n ** 12n);
const amount = (of: bigint): number => Number(of) / 100;
/** `digits` decimal places of a whole number; exact, so that only the last step rounds. */
const decimal = (of: bigint, digits: number): number => Number(`${of}e-${digits}`);
const often = { numRuns: 1_000 };

it('adds and subtracts amounts as whole cents', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const variables = { a: amount(a), b: amount(b) };
      expect(answer('a + b', variables)).toBe(amount(a + b));
      expect(answer('a - b', variables)).toBe(amount(a - b));
      expect(answer('a + b - b = a and a - b + b = a', variables)).toBe(true);
      expect(answer('-a', variables)).toBe(amount(-a));
    }),
    often,
  );
});

it('multiplies amounts as whole cents', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(answer('a * b', { a: amount(a), b: amount(b) })).toBe(decimal(a * b, 4));
    }),
    often,
  );
});

it('divides so that multiplying gives what was divided', () => {
  fc.assert(
    fc.property(
      cents,
      cents.filter((b) => b !== 0n),
      (a, b) => {
        const variables = { a: amount(a), b: amount(b) };
        expect(answer('a / b * b = a', variables)).toBe(true);
        expect(answer('a * b / b = a', variables)).toBe(true);
        expect(answer('modulo(a, b) + b * floor(a / b) = a', variables)).toBe(true);
      },
    ),
    often,
  );
});

it('sums lists of amounts to the cent', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 50 }), (list) => {
      const total = list.reduce((sum, item) => sum + item, 0n);
      expect(answer('sum(list)', { list: list.map(amount) })).toBe(decimal(total, 2));
    }),
  );
  expect(answer('sum(list)', { list: Array<number>(10_000).fill(0.01) })).toBe(100);
});

it('rounds amounts with five places to the cent as whole numbers do', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 14n), (a) => {
      const [whole, rest] = [a / 1_000n, a % 1_000n];
      const up = (when: boolean): number => decimal(whole + (when ? 1n : 0n), 2);
      const variables = { a: decimal(a, 5) };
      expect(answer('decimal(a, 2)', variables)).toBe(up(rest > 500n || (rest === 500n && whole % 2n === 1n)));
      expect(answer('round half up(a, 2)', variables)).toBe(up(rest >= 500n));
      expect(answer('round half down(a, 2)', variables)).toBe(up(rest > 500n));
      expect(answer('round up(a, 2)', variables)).toBe(up(rest > 0n));
      expect(answer('floor(a, 2)', variables)).toBe(up(false));
    }),
    often,
  );
});

it('gives by its short cuts what it gives by the long way', () => {
  const double = fc.double({ noNaN: true, min: -1e9, max: 1e9 }).filter((number) => Math.abs(number) > 1e-9);
  const number = fc.oneof(fc.integer(), double, cents.map(amount));
  fc.assert(
    fc.property(number, number, fc.constantFrom('+', '-', '*', '/'), (a, b, operator) => {
      // With so small a part added and taken away, it is a decimal of many digits on the way.
      expect(answer(`a ${operator} (b + 1e-20 - 1e-20)`, { a, b })).toBe(answer(`a ${operator} b`, { a, b }));
    }),
    often,
  );
});
