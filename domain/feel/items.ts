import { FeelRange } from 'feelin';

import { spend } from './budget';
import { calculateNumber } from './decimals';

/** What `for`, `some` and `every` go through; null where there is nothing to go through. */
export function itemsOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (!(value instanceof FeelRange)) return null;
  const { start, end } = value as { start: unknown; end: unknown };
  if (typeof start === 'number' && typeof end === 'number') return numbersOf(value, start, end);
  // Letters: at most 52. Anything else has no items.
  return start === null && end === null ? [] : value.map((item: unknown) => item);
}

/** feelin's own way does not end where the steps miss the end: `1..1.5`. */
function numbersOf(range: FeelRange, start: number, end: number): number[] {
  const direction = start > end ? -1 : 1;
  const next = (number: number): number => calculateNumber('+', number, direction) ?? NaN;
  const items: number[] = [];
  for (let at = range['start included'] ? start : next(start); ; at = next(at)) {
    const ahead = direction * (end - at);
    if (!(ahead > 0 || (ahead === 0 && range['end included']))) return items;
    spend(1);
    items.push(at);
  }
}
