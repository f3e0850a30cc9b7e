import { PdfError, PdfLimitError, isDict, sameValue } from '../pdf-objects';
import type { Origin } from './change';
import { referencesOf, sameStream, type Comparison } from './comparison';

/**
 * Follows what both revisions hold alike. An object on the way that the newer revision wrote otherwise is a change, told by where it
 * was first met; so is one that the older revision names but did not have, and one that cannot be read: what it leads to is unknown.
 */
export function reach(comparison: Comparison): void {
  const { changed, compared, found, budget } = comparison;
  const seen = new Set<number>(compared);
  // A font that the form names too is told by the page it is seen on.
  const first = (origin: Origin): number => Number(origin.kind !== 'page');
  const start = [...comparison.unchanged].sort((left, right) => first(left.origin) - first(right.origin));
  const [numbers, origins] = [start.map(({ number }) => number), start.map(({ origin }) => origin)];
  for (let index = 0; index < numbers.length; index += 1) {
    const [number, origin] = [numbers[index] as number, origins[index] as Origin];
    if (seen.has(number)) continue;
    seen.add(number);
    budget.spend(VISIT);
    const isAlike = !changed.has(number) || isSameObject(comparison, number);
    const references = isAlike ? referencesFrom(comparison, number) : undefined;
    if (!references) found.push(origin);
    else
      for (const next of references) {
        if (seen.has(next)) continue;
        numbers.push(next);
        origins.push(origin);
      }
  }
}

/** What a visit costs, in bytes read. */
const VISIT = 80;

/** Written again, yet the same: value, and bytes of a stream. */
export function isSameObject({ old, now }: Pick<Comparison, 'old' | 'now'>, number: number): boolean {
  const [before, after] = [old.load(number), now.load(number)];
  if (!sameValue(before, after)) return false;
  return !isDict(before) || !isDict(after) || sameStream({ old, now }, [before, after]);
}

/** Undefined when the object cannot be read. An object that stays where it is has the same ones in every revision. */
function referencesFrom({ old, budget, references }: Comparison, number: number): readonly number[] | undefined {
  const place = old.place(number);
  if (place === 'free') return [];
  const known = references.get(place) ?? read(old, number);
  if (!known) return undefined;
  references.set(place, known);
  budget.spend(10 * known.length);
  return known;
}

function read(old: Comparison['old'], number: number): readonly number[] | undefined {
  try {
    return [...new Set(referencesOf(old.load(number)))];
  } catch (error) {
    if (error instanceof PdfError && !(error instanceof PdfLimitError)) return undefined;
    throw error;
  }
}
