import { isContext, type Context } from './values';

/**
 * Names that are more than letters, digits and `_`: where an expression is cut into names depends on which of them there are. Given as
 * paths, because it depends on where they are, too.
 */
export function oddNames(source: string, variables: Context): readonly string[] {
  let odd: string[] = NONE;
  for (const { name, begins, isOdd, value } of candidatesAmong(variables)) {
    if (!source.includes(begins)) continue;
    const inside = oddInside(value).map((path) => `${name}.${path}`);
    if (isOdd || inside.length > 0) odd = [...odd, ...(isOdd ? [name] : []), ...inside];
  }
  return odd;
}

interface Candidate {
  readonly name: string;
  /** What an expression that mentions it holds for certain. */
  readonly begins: string;
  readonly isOdd: boolean;
  readonly value: unknown;
}

/** Values never change, so each is looked through once: the cells of a decision table all see the same ones. */
const candidates = new WeakMap<object, readonly Candidate[]>();

/** Few: most variables are texts and numbers of ordinary names. */
function candidatesAmong(variables: Context): readonly Candidate[] {
  const before = candidates.get(variables);
  if (before) return before;
  const among = Object.entries(variables).flatMap(([name, value]) => {
    const isOdd = ODD.test(name);
    if (!isOdd && (typeof value !== 'object' || value === null)) return [];
    return [{ name, begins: name.split(ODD, 1)[0] ?? '', isOdd, value }];
  });
  candidates.set(variables, among);
  return among;
}

const NONE: string[] = [];
const ODD = /[^\p{L}\p{N}_]/u;
const MOST = 1_000;

const found = new WeakMap<object, readonly string[]>();

function oddInside(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const before = found.get(value);
  if (before) return before;
  const odd = [...new Set(Array.isArray(value) ? value.flatMap(oddInside) : isContext(value) ? oddIn(value) : [])];
  found.set(value, odd.slice(0, MOST));
  return odd.slice(0, MOST);
}

const oddIn = (context: Context): string[] =>
  Object.entries(context).flatMap(([name, value]) => {
    const inside = oddInside(value).map((path) => `${name}.${path}`);
    return ODD.test(name) ? [name, ...inside] : inside;
  });
