import { partialName } from '../fields';
import type { Revision } from '../pdf-file';
import { isArray, isDict, nameOf, type PdfDict, type PdfValue } from '../pdf-objects';
import type { Change } from './change';
import type { Comparison } from './comparison';
import { isTimeStamp } from './look';

export interface NewField {
  readonly number: number;
  readonly name: string;
}

/** More of a page than this is no longer a mark beside the text. */
const MAX_SHARE = 0.25;

/**
 * A field that only the newer revision has: a further signature, a document time stamp, or an empty field for one. Undefined for
 * everything else, among it an object that was in the file before and becomes a field now.
 */
export function readNewField({ old, now, found, compared }: Comparison, number: number): NewField | undefined {
  const field = now.load(number);
  if (!isDict(field) || field.data !== undefined || old.place(number) !== 'free') return undefined;
  const isPlain = !['Kids', 'Parent', 'A', 'AA'].some((key) => field.dict.has(key));
  const name = partialName(now, field);
  if (nameOf(now.get(field, 'FT')) !== 'Sig' || !isPlain || name === undefined) return undefined;
  const change = changeOf(now, field, name);
  if (!change) return undefined;
  compared.add(number);
  found.push(change);
  return { number, name };
}

function changeOf(now: Revision, field: PdfDict, name: string): Change | undefined {
  const value = now.get(field, 'V');
  const isVisible = isSeen(now, field);
  if (value === null) return field.dict.has('AP') ? undefined : { kind: 'signature-field', field: name };
  if (!isDict(value)) return undefined;
  if (isTimeStamp(now, value)) return { kind: 'time-stamp', field: name, isVisible };
  if (isVisible && shareOfPage(now, field) > MAX_SHARE) return { kind: 'overlay', field: name };
  return { kind: 'signature', field: name, isNew: true, isVisible };
}

const HIDDEN = (1 << 1) | (1 << 5);

function isSeen(now: Revision, field: PdfDict): boolean {
  const isHidden = (Number(now.get(field, 'F')) & HIDDEN) !== 0;
  return now.get(field, 'AP') !== null && !isHidden && area(now.get(field, 'Rect')) > 0;
}

function area(rectangle: PdfValue): number {
  if (!isArray(rectangle) || rectangle.length !== 4) return Number.POSITIVE_INFINITY;
  const [left = 0, bottom = 0, right = 0, top = 0] = rectangle.map(Number);
  const found = Math.abs((right - left) * (top - bottom));
  return Number.isNaN(found) ? Number.POSITIVE_INFINITY : found;
}

/** Of the page it says it is on; a page without a size is taken for A4 by no one. */
function shareOfPage(now: Revision, field: PdfDict): number {
  let node: PdfValue = now.get(field, 'P');
  for (let depth = 0; isDict(node) && depth < 30; depth += 1) {
    const box = now.get(node, 'MediaBox');
    if (box !== null) return area(now.get(field, 'Rect')) / area(box);
    node = now.get(node, 'Parent');
  }
  return Number.POSITIVE_INFINITY;
}
