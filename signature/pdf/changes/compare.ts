import type { PdfFile, Revision } from '../pdf-file';
import { PdfError, isDict, isRef, sameValue, type PdfDict, type PdfValue } from '../pdf-objects';
import { isSameObject, reach } from './reach';
import type { Change, Origin } from './change';
import { dictOr, follow, markCompared, referencesOf, type Comparison } from './comparison';
import { compareForm } from './form';
import { comparePages } from './pages';

/** Changed without being seen in a page; what else differs in the catalogue is a change of the document. */
const INERT = ['Extensions', 'Version'];
const JUDGED = ['AcroForm', 'DSS', 'Metadata', 'Pages', ...INERT];

/**
 * What a revision changed, object by object from the catalogue (ISO 32000-1, 7.7.2). Everything that can be reached there counts,
 * whatever the revision lists: what hangs from an unchanged object must itself be unchanged, and what is allowed to differ must be
 * used nowhere else.
 */
function compareRevisions({ budget, references }: PdfFile, old: Revision, now: Revision): Change[] {
  const changed = now.changedSince(old);
  if ([...changed].some(old.holdsObjects)) throw new PdfError('an object stream was replaced in a later revision');
  const comparison: Comparison = {
    old,
    now,
    budget,
    references,
    changed,
    found: [],
    compared: new Set(),
    unchanged: [],
  };
  compareCatalogue(comparison);
  reach(comparison);
  return distinct(comparison.found);
}

/** The same, whatever the file holds. */
export function changesBetween(pdf: PdfFile, old: Revision, now: Revision): Change[] {
  try {
    return compareRevisions(pdf, old, now);
  } catch (error) {
    if (error instanceof PdfError || error instanceof RangeError) return [{ kind: 'unknown', reason: error.message }];
    throw error;
  }
}

function compareCatalogue(comparison: Comparison): void {
  const { old, now, found } = comparison;
  const [before, after] = [old.trailer.dict.get('Root'), now.trailer.dict.get('Root')];
  if (!isRef(before) || !sameValue(before, after)) found.push({ kind: 'document', key: 'Root' });
  markCompared(comparison, before, after);
  const [left, right] = [dictOr(old.resolve(before)), dictOr(now.resolve(after))];
  if (left.data !== undefined || right.data !== undefined) found.push({ kind: 'document', key: 'Root' });
  for (const key of new Set([...left.dict.keys(), ...right.dict.keys()])) {
    const origin: Origin = { kind: 'document', key };
    if (JUDGED.includes(key)) continue;
    if (sameValue(left.dict.get(key), right.dict.get(key))) follow(comparison, left.dict.get(key), origin);
    else found.push(origin);
  }
  const newWidgets = compareForm(comparison, left.dict.get('AcroForm'), right.dict.get('AcroForm'));
  comparePages(comparison, [left.dict.get('Pages'), right.dict.get('Pages')], newWidgets);
  noteWhatIsInert(comparison, [left, right]);
}

/** Reported, never a fault: neither the store of evidence nor the document's properties is a part of what a page shows. */
function noteWhatIsInert(comparison: Comparison, [left, right]: readonly [PdfDict, PdfDict]): void {
  const { old, now, found } = comparison;
  if (touches(comparison, left.dict.get('DSS'), right.dict.get('DSS'))) found.push({ kind: 'evidence' });
  const isTouched = [
    [left.dict.get('Metadata'), right.dict.get('Metadata')] as const,
    [old.trailer.dict.get('Info'), now.trailer.dict.get('Info')] as const,
  ].some(([before, after]) => touches(comparison, before, after));
  if (isTouched) found.push({ kind: 'properties' });
}

function touches(comparison: Comparison, before: PdfValue | undefined, after: PdfValue | undefined): boolean {
  const { changed, old, now } = comparison;
  if (after === undefined) return before !== undefined;
  if (!sameValue(before, after)) return true;
  const direct = now.resolve(after);
  const numbers = [...referencesOf(after), ...(isDict(direct) ? referencesOf(direct) : [])];
  return numbers.some((number) => changed.has(number) && !isSameObject({ old, now }, number));
}

function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
