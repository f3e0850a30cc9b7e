import {
  date,
  dateAndTime,
  evaluate as feelin,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelTime,
  unaryTest,
} from 'feelin';

import { evaluate, passes } from '../../domain/feel';
import { EXPRESSIONS, TESTED, TESTS, VARIABLES } from './feel-corpus';

const AT = '2026-11-25T10:00:00Z';
const seen = { ...VARIABLES, now: () => dateAndTime(AT), today: () => date('2026-11-25') };

/** Numbers to 15 digits: feelin calculates on doubles, we do on decimals. */
function plain(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'no data';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : (value ?? null);
  if (Array.isArray(value)) return value.map(plain);
  if ([FeelDate, FeelTime, FeelDateTime, FeelDuration].some((kind) => value instanceof kind)) return String(value);
  if (Object.getPrototypeOf(value) !== Object.prototype)
    return value.constructor.name === 'FeelFunction' ? null : 'no data';
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

function answer(give: () => unknown): unknown {
  try {
    return give();
  } catch (error) {
    return String(error).includes('no data') ? 'no data' : 'refused';
  }
}

const ours = (expression: string) => answer(() => plain(evaluate(expression, VARIABLES, AT)));
const theirs = (expression: string) => answer(() => plain(feelin(expression, seen).value));

it('holds a corpus worth the name', () => {
  expect(new Set(EXPRESSIONS).size).toBeGreaterThan(350);
  expect(EXPRESSIONS.filter((expression) => theirs(expression) === 'refused').length).toBeLessThan(10);
});

it.each(EXPRESSIONS)('%s is what feelin gives', (expression) => {
  expect(ours(expression)).toEqual(theirs(expression));
});

it.each(TESTS)('the cell %s passes what feelin lets pass', (tests) => {
  for (const value of TESTED) {
    const own = answer(() => passes(tests, value, VARIABLES, AT));
    const others = answer(() => unaryTest(tests, { ...seen, '?': value }).value === true);
    expect([value, own]).toEqual([value, others]);
  }
});

/**
 * On purpose: feelin reads 1 where 1e3 stands, gives null or never ends where the steps of a range miss its end, makes a list that holds
 * itself, loses the entry, and (in the VM of these tests only) cannot look into a list. It calculates on doubles, sorts the numbers of a median as texts, and reads a
 * number out of texts that are none. Beyond what a number keeps it gives infinity, or another number than is written.
 */
it.each([
  ['1e3', 1000],
  ['for i in -2..0 return i', [-2, -1, 0]],
  ['for i in 1..1.5 return i', [1]],
  ['for i in (1..1] return i', []],
  ['for i in 1..2 return partial', [[], [[]]]],
  ['get entries({"__proto__": 1})[1].value', 1],
  ['[1, 2] instance of list<number>', true],
  ['[1, "a"] instance of list<number>', false],
  ['0.1 + 0.2 = 0.3', true],
  ['decimal(n: 1.255, scale: 2)', 1.26],
  ['floor(1.15 * 100)', 115],
  ['round half up(1.005, 2)', 1.01],
  ['modulo(5.5, -2)', -0.5],
  ['median([10, 9, 8])', 9],
  ['sum([[1], [2]])', 3],
  ['duration("P2D") / duration("P1D")', null],
  ['number("", " ", ",")', null],
  ['number("0x10", " ", ".")', null],
  ['number("1.5", ".", ".")', null],
  ['number("1\'000", "\'", ".")', null],
])('%s is %j, other than feelin', (expression, expected) => {
  expect(evaluate(expression, {}, AT)).toEqual(expected);
});
