import { isArray, sameValue, type PdfDict, type PdfValue } from '../pdf-objects';
import { dictOr, differences, follow, markCompared, numbersIn, sameResolved, type Comparison } from './comparison';
import { compareField } from './field';
import { readNewField, type NewField } from './new-field';

const JUDGED = ['Fields', 'SigFlags', 'NeedAppearances', 'DR', 'DA'];
const ORIGIN = { kind: 'form' } as const;

/** The form (ISO 32000-1, 12.7.2): values may come in, and fields for further signatures. Answers with the new fields. */
export function compareForm(
  comparison: Comparison,
  before: PdfValue | undefined,
  after: PdfValue | undefined,
): readonly NewField[] {
  const { old, now, found } = comparison;
  markCompared(comparison, before, after);
  const [left, right] = [dictOr(old.resolve(before)), dictOr(now.resolve(after))];
  const others = differences(comparison, [left, right], { besides: JUDGED, origin: ORIGIN });
  const isSound = [
    others.length === 0,
    right.dict.get('NeedAppearances') !== true || left.dict.get('NeedAppearances') === true,
    !left.dict.has('DA') || sameValue(left.dict.get('DA'), right.dict.get('DA')),
    hasBits(old.get(left, 'SigFlags'), now.get(right, 'SigFlags')),
    isExtended(comparison, [left.dict.get('DR'), right.dict.get('DR')]),
  ].every(Boolean);
  if (!isSound) found.push(ORIGIN);
  return compareFields(comparison, [left, right]);
}

const hasBits = (before: PdfValue, after: PdfValue): boolean => (Number(before) & ~Number(after)) === 0;

/** Resources of the form may gain fonts for new values; what was there stays. */
function isExtended(
  comparison: Comparison,
  [before, after]: readonly [PdfValue | undefined, PdfValue | undefined],
  depth = 0,
): boolean {
  const { old, now } = comparison;
  if (depth === 2) {
    follow(comparison, before, ORIGIN);
    return sameValue(before, after);
  }
  const [left, right] = [dictOr(old.resolve(before)), dictOr(now.resolve(after))];
  if (isArray(old.resolve(before))) return sameResolved(comparison, [before, after]);
  return [...left.dict].every(([key, value]) => isExtended(comparison, [value, right.dict.get(key)], depth + 1));
}

function compareFields(comparison: Comparison, [left, right]: readonly [PdfDict, PdfDict]): readonly NewField[] {
  const { old, now, found } = comparison;
  const [before, after] = [numbersIn(old.get(left, 'Fields')), numbersIn(now.get(right, 'Fields'))];
  const isTwice = new Set(after.numbers).size < after.numbers.length;
  if (before.others + after.others > 0 || (isTwice && !sameValue(old.get(left, 'Fields'), now.get(right, 'Fields'))))
    found.push(ORIGIN);
  const [had, has] = [new Set(before.numbers), new Set(after.numbers)];
  const names = new Set<string>();
  for (const number of had) {
    const name = compareField(comparison, { number, isThere: has.has(number) });
    names.add(name);
  }
  const added = [...has].filter((number) => !had.has(number));
  return added.flatMap((number) => {
    const field = readNewField(comparison, number);
    if (!field || names.has(field.name)) {
      found.push(ORIGIN);
      return [];
    }
    names.add(field.name);
    return [field];
  });
}
