import { FeelFunction, evaluate, type FeelRange } from 'feelin';

/** What feelin knows about dates, times, durations and ranges, as plain functions. */
type Binary = (a: unknown, b: unknown) => unknown;

const borrow = (body: string): Binary => {
  const { fn } = evaluate(`function(a, b) ${body}`).value as FeelFunction;
  return (a, b) => fn(a, b) as unknown;
};

export const OPERATORS: Readonly<Record<string, Binary>> = {
  '+': borrow('a + b'),
  '-': borrow('a - b'),
  '=': borrow('a = b'),
};

export const equalsAsFeelin = (a: unknown, b: unknown): boolean | null => OPERATORS['=']?.(a, b) as boolean | null;

const CLOSED = borrow('[a..b]');
const OPEN = borrow('(a..b)');
const OPEN_END = borrow('[a..b)');
const OPEN_START = borrow('(a..b]');

/** A side without a bound is open. */
export function createRange(start: unknown, end: unknown, hasStart = true, hasEnd = true): FeelRange {
  const [from, to] = [start ?? null, end ?? null];
  const [isFrom, isTo] = [hasStart && from !== null, hasEnd && to !== null];
  const make = isFrom ? (isTo ? CLOSED : OPEN_END) : isTo ? OPEN_START : OPEN;
  return make(from, to) as FeelRange;
}

/** A name of feelin's that is no value by itself: called with one or two arguments. */
function overloaded(name: string, parameters: string[]): FeelFunction {
  const byCount = [1, 2].map((count) => {
    const names = ['a', 'b'].slice(0, count).join(', ');
    return (evaluate(`function(${names}) ${name}(${names})`).value as FeelFunction).fn;
  });
  return new FeelFunction((...args: unknown[]) => {
    const given = args.filter((arg) => arg !== undefined);
    return (byCount[given.length - 1]?.(...given) as unknown) ?? null;
  }, parameters);
}

export const SPECIAL: ReadonlyMap<string, FeelFunction> = new Map([
  ['date and time', overloaded('date and time', ['date', 'time', 'from'])],
  ['years and months duration', overloaded('years and months duration', ['from', 'to'])],
]);
