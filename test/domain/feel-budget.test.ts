import { evaluate, newPool, passes } from '../../domain/feel';
import type { JsonObject } from '../../domain/json';

const AT = '2026-11-25T10:00:00Z';
const doubling = (first: string, next: string): string =>
  `{${[`a0: ${first}`, ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: ${next.replace(/\ba\b/g, `a${i}`)}`)].join(', ')}}`;

const STEPS = 'takes more than 250000 steps';
const TEXT = 'makes a text of more than 1000000 characters';

/** What must end, with what is said and what it is given. */
type Hostile = readonly [expression: string, reason: string, context?: JsonObject];
const HOSTILE: readonly Hostile[] = [
  ['for i in 1..1000000000 return i', STEPS],
  ['for i in 1..n return i', STEPS, { n: 1e15 }],
  ['for i in -1e300..1e300 return i', STEPS],
  ['some i in 1..1000000000 satisfies i < 0', STEPS],
  ['every i in 1..1000000000 satisfies i > 0', STEPS],
  ['for i in 1..1000, j in 1..1000, k in 1..1000 return i', STEPS],
  ['for i in 1..1000 return for j in 1..1000 return i', STEPS],
  ['for i in L, j in L, k in L return i', STEPS, { L: Array<number>(200).fill(1) }],
  ['L[count(L[item > 0]) > 0]', STEPS, { L: Array<number>(2_000).fill(1) }],
  [`for i in 1..200000 return ${Array(800).fill('i').join('+')}`, STEPS],
  ['for i in 1..100000 return partial', STEPS],
  ['{f: function(n) f(n + 1), r: f(0)}.r', 'call one another too deeply'],
  ['{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(60)}.r', STEPS],
  ['(function(f) f(f))(function(f) f(f))', 'call one another too deeply'],
  [doubling('"ab"', 'a + a'), TEXT],
  [doubling('[1]', 'concatenate(a, a)'), STEPS],
  [doubling('[1, 1]', '[a, a]'), STEPS],
  [`string(${doubling('[1, 1]', '[a, a]')})`, STEPS],
  [`${doubling('[1, 1]', '[a, a]')} = ${doubling('[1, 1]', '[a, a]')}`, STEPS],
  [`flatten(${doubling('[1, 1]', '[a, a]')}.a40)`, STEPS],
  ['string join(for i in 1..20000 return t)', TEXT, { t: 'x'.repeat(100) }],
  ['replace(t, ".", t)', TEXT, { t: 'x'.repeat(10_000) }],
  ['replace(t, ".", "$\'")', TEXT, { t: 'x'.repeat(100_000) }],
  ['matches(t, "^(a+)+$")', 'can take too long', { t: `${'a'.repeat(40)}b` }],
  ['matches(t, "^([a-z.]+[.])+$")', 'can take too long', { t: `${'a.'.repeat(20)}!` }],
  ['matches(t, "^([a.]+\\\\.)+$")', 'can take too long', { t: `${'a.'.repeat(20)}!` }],
  ['matches(t, "^((a*)*)*$")', 'can take too long', { t: `${'a'.repeat(16)}b` }],
  ['matches(t, "^(a+|\\\\(\\\\d+,)+$")', 'can take too long', { t: `${'a'.repeat(40)}b` }],
  ['matches(t, "^(a+|[([a]+,)+$")', 'can take too long', { t: `${'a'.repeat(40)}b` }],
  ['matches(t, "^( [a-z ][a-z]+)+$")', 'can take too long', { t: `${' aa'.repeat(20)}!` }],
  ['matches("a", t)', STEPS, { t: '(['.repeat(50_000) }],
  ['matches(t, "^(a|a)*$")', 'can take too long', { t: `${'a'.repeat(40)}b` }],
  ['matches(t, "(a?){30}a{30}")', 'can take too long', { t: 'a'.repeat(30) }],
  [`matches(t, "${'a?'.repeat(30)}${'a'.repeat(30)}")`, 'can take too long', { t: 'a'.repeat(29) }],
  [`matches(t, "${'(a|a)'.repeat(30)}b")`, 'can take too long', { t: 'a'.repeat(40) }],
  ['split(t, "a*a*a*a*b")', 'can take too long', { t: 'a'.repeat(5_000) }],
  ['replace(t, "(.*)\\\\1x", "")', 'can take too long', { t: 'a'.repeat(5_000) }],
  ['distinct values(for i in 1..2000 return [i])', STEPS],
  ['sort(for i in 1..60000 return -i, function(a, b) a < b)', STEPS],
  [`${'1+'.repeat(3_000)}1`, 'longer than 5000 characters'],
  [`${'1+'.repeat(2_000)}1`, 'operations nested more than 1000 deep'],
  [`${'['.repeat(1_000)}${']'.repeat(1_000)}`, 'brackets nested more than 100 deep'],
];

const named = HOSTILE.map((one) => [one[0].slice(0, 60), one] as const);

it.each(named)('%s ends', (_name, [expression, reason, context = {}]) => {
  const begun = performance.now();
  expect(() => evaluate(expression, context, AT)).toThrow(
    expect.objectContaining({ code: 'SERVICE_INVALID', message: expect.stringContaining(reason) as string }),
  );
  expect(performance.now() - begun).toBeLessThan(2_000);
});

it('bounds the cell of a decision table', () => {
  expect(() => passes('some i in 1..1000000000 satisfies i = ?', 0, {}, AT)).toThrow(STEPS);
});

it('lets through what a service needs', () => {
  const people = Array.from({ length: 5_000 }, (_, index) => ({
    name: `N${index}`,
    'birth year': 1950 + (index % 60),
  }));
  expect(evaluate('count(people[birth year < 1960])', { people }, AT)).toBe(840);
  expect(evaluate('sum(for p in people return p.birth year)', { people }, AT)).toBe(9_897_100);
  const email = '^[^@ ]+@([a-z0-9-]+\\\\.)+[a-z]{2,}$';
  expect(evaluate(`matches(e, "${email}")`, { e: 'ivan.petrov@obshtina-teteven.egov.bg' }, AT)).toBe(true);
  expect(evaluate('matches(phone, "^(\\\\+359|0)?[ -]?8[789]\\\\d{7}$")', { phone: '+359888123456' }, AT)).toBe(true);
});

it.each([
  ['^[A-Z]{2}\\\\d+( \\\\d+)*$', `BG1${' 23'.repeat(60)}`],
  ['^[А-Я][а-я]+([ -][А-Я][а-я]+)*$', `Анна${' Мария-Петрова'.repeat(12)}`],
  ['^[^@ ]+@[^@ ]+[.][^@ ]+$', `${'ivan'.repeat(25)}@${'teteven.'.repeat(10)}bg`],
  ['^\\\\+?\\\\d+([ -]\\\\d+)*$', `+359${' 88-81'.repeat(20)}`],
  ['^\\\\d+(\\\\.\\\\d+)?$', '1'.repeat(2_000)],
])('lets %s through, which has few ways to match', (pattern, text) => {
  expect(evaluate(`matches(t, "${pattern}")`, { t: text }, AT)).toBe(true);
});

it('takes what one step uses from one pool', () => {
  const pool = newPool();
  const heavy = 'count(for i in 1..50000 return i)';
  const answers = Array.from({ length: 20 }, () => {
    try {
      return evaluate(heavy, {}, AT, pool);
    } catch (error) {
      return (error as Error).message.replace(/\d+/, 'N');
    }
  });
  const refused = `The expression "${heavy.replace('1', 'N')}" cannot be evaluated: it takes more than`;

  expect(answers[0]).toBe(50_000);
  expect(answers.at(-1)).toContain(refused);
  expect(evaluate(heavy, {}, AT, newPool())).toBe(50_000);
});

it('uses the same number of steps whether or not it has read the expression before', () => {
  const used = [1, 2].map(() => {
    const pool = newPool();
    evaluate('for i in 1..10 return i + 12345', {}, AT, pool);
    return pool.left;
  });

  expect(used[0]).toBe(used[1]);
});

it('hands out what a path leads to as it is', () => {
  const place = { codes: [0.1 + 0.2] };
  expect(evaluate('place.codes', { place }, AT)).toBe(place.codes);
});
