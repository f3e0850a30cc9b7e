import type { Budget } from '../budget';
import type { Place } from '../cross-reference';
import type { Revision } from '../pdf-file';
import { isArray, isDict, isRef, sameValue, type PdfDict, type PdfValue } from '../pdf-objects';
import type { Change, Origin } from './change';

/** Two neighbouring revisions, and what was found so far. */
export interface Comparison {
  readonly old: Revision;
  readonly now: Revision;
  readonly budget: Budget;
  /** What each object names, kept from one comparison to the next. */
  readonly references: Map<Place, readonly number[]>;
  /** Numbers of the objects that the newer revision wrote or freed. */
  readonly changed: ReadonlySet<number>;
  readonly found: Change[];
  /** Objects that were compared key by key. */
  readonly compared: Set<number>;
  /** References in what is the same in both: what they lead to must be the same too. */
  readonly unchanged: { readonly number: number; readonly origin: Origin }[];
}

const NOTHING: PdfDict = { dict: new Map() };
export const dictOr = (value: PdfValue): PdfDict => (isDict(value) ? value : NOTHING);

/** Keys that differ as written, apart from `besides`; what is the same is followed later. */
export function differences(
  comparison: Comparison,
  [old, now]: readonly [PdfDict, PdfDict],
  { besides = [], origin }: { besides?: readonly string[]; origin: Origin },
): string[] {
  // What is compared key by key has no data of its own: a stream in its place is something else.
  if (old.data !== undefined || now.data !== undefined) return ['Length'];
  const keys = new Set([...old.dict.keys(), ...now.dict.keys()].filter((key) => !besides.includes(key)));
  return [...keys].filter((key) => {
    const before = old.dict.get(key);
    if (!sameValue(before, now.dict.get(key))) return true;
    follow(comparison, before, origin);
    return false;
  });
}

export function follow(comparison: Comparison, value: PdfValue | undefined, origin: Origin): void {
  for (const number of referencesOf(value)) comparison.unchanged.push({ number, origin });
}

export function referencesOf(value: PdfValue | undefined, into: number[] = []): number[] {
  if (isRef(value)) into.push(value.ref);
  else if (isArray(value)) for (const item of value) referencesOf(item, into);
  else if (isDict(value)) for (const item of value.dict.values()) referencesOf(item, into);
  return into;
}

/** Numbers of the references that an array holds, and how many other things. */
export function numbersIn(value: PdfValue): { readonly numbers: readonly number[]; readonly others: number } {
  const items = isArray(value) ? value : [];
  const numbers = items.filter(isRef).map(({ ref }) => ref);
  return { numbers, others: items.length - numbers.length };
}

/** An object that both compare key by key, wherever else it is used. */
export function markCompared({ compared }: Comparison, ...values: readonly (PdfValue | undefined)[]): void {
  for (const value of values) if (isRef(value)) compared.add(value.ref);
}

/** The same when references are followed in each revision, as far as a value of a field goes. */
export function sameResolved(
  { old, now, budget }: Comparison,
  [before, after]: readonly [PdfValue | undefined, PdfValue | undefined],
  depth = 0,
): boolean {
  if (depth > 20) return false;
  budget.spend(10);
  const [left, right] = [old.resolve(before), now.resolve(after)];
  const inner = (a: PdfValue | undefined, b: PdfValue | undefined) =>
    sameResolved({ old, now, budget } as Comparison, [a, b], depth + 1);
  if (isArray(left))
    return isArray(right) && left.length === right.length && left.every((item, index) => inner(item, right[index]));
  if (!isDict(left) || !isDict(right)) return sameValue(left, right);
  const isSame =
    left.dict.size === right.dict.size && [...left.dict].every(([key, item]) => inner(item, right.dict.get(key)));
  return isSame && sameStream({ old, now }, [left, right]);
}

/** Streams are the same when their bytes are. */
export function sameStream(
  { old, now }: Pick<Comparison, 'old' | 'now'>,
  [left, right]: readonly [PdfDict, PdfDict],
): boolean {
  if (left.data === undefined || right.data === undefined) return left.data === right.data;
  return old.rawData(left).equals(now.rawData(right));
}
