import type { Revision } from '../pdf-file';
import { PdfError, isArray, isDict, isRef, nameOf, sameValue, type PdfDict, type PdfValue } from '../pdf-objects';
import { differences, dictOr, follow, markCompared, type Comparison } from './comparison';
import type { NewField } from './new-field';

interface PageTree {
  /** Nodes between, and the pages in their order. */
  readonly nodes: readonly number[];
  readonly pages: readonly number[];
}

const MAX_PAGES = 50_000;
const MAX_DEPTH = 60;

/** The pages (ISO 32000-1, 7.7.3): nothing of them may change but that widgets of new signatures come to them. */
export function comparePages(
  comparison: Comparison,
  [before, after]: readonly [PdfValue | undefined, PdfValue | undefined],
  newFields: readonly NewField[],
): void {
  const { old, now, found } = comparison;
  markCompared(comparison, before, after);
  const [had, has] = [readTree(old, before), readTree(now, after)];
  const isSameTree = sameNumbers(had.nodes, has.nodes) && sameNumbers(had.pages, has.pages);
  if (!isSameTree || !sameValue(before, after)) found.push({ kind: 'pages' });
  for (const number of had.nodes) {
    comparison.compared.add(number);
    const pair = [dictOr(old.load(number)), dictOr(now.load(number))] as const;
    const differing = differences(comparison, pair, { besides: ['Kids'], origin: { kind: 'pages' } });
    if (differing.length > 0) found.push({ kind: 'pages' });
  }
  const still = new Set(has.pages);
  const widgets = new Set(newFields.map(({ number }) => number));
  had.pages.forEach((number, index) => {
    if (still.has(number)) comparePage(comparison, { number, page: index + 1 }, widgets);
  });
}

const sameNumbers = (left: readonly number[], right: readonly number[]): boolean =>
  left.length === right.length && left.every((number, index) => number === right[index]);

function readTree(revision: Revision, root: PdfValue | undefined): PageTree {
  const nodes: number[] = [];
  const pages: number[] = [];
  const seen = new Set<number>();
  const visit = (value: PdfValue | undefined, depth: number): void => {
    if (!isRef(value)) throw new PdfError('the pages are not in a tree');
    if (seen.has(value.ref) || depth > MAX_DEPTH || seen.size > MAX_PAGES)
      throw new PdfError('the pages lead in a circle');
    seen.add(value.ref);
    const kids = revision.get(value, 'Kids');
    if (!isArray(kids)) return void pages.push(value.ref);
    nodes.push(value.ref);
    for (const kid of kids) visit(kid, depth + 1);
  };
  visit(root, 0);
  return { nodes, pages };
}

/** The order in which keys lead through the fields is no part of how a page looks. */
const JUDGED = ['Annots', 'Tabs'];

function comparePage(
  comparison: Comparison,
  { number, page }: { readonly number: number; readonly page: number },
  widgets: ReadonlySet<number>,
): void {
  const { old, now, found } = comparison;
  comparison.compared.add(number);
  const origin = { kind: 'page', page } as const;
  const [left, right] = [dictOr(old.load(number)), dictOr(now.load(number))];
  if (differences(comparison, [left, right], { besides: JUDGED, origin }).length > 0) found.push(origin);
  const [had, has] = [itemsOf(old, left), itemsOf(now, right)];
  const [lost, added] = [without(had, has), without(has, had)];
  for (const item of lost) found.push({ kind: 'annotation', page, subtype: subtypeOf(old, item), action: 'removed' });
  for (const item of added) if (!isRef(item) || !widgets.has(item.ref)) found.push(addition(comparison, item, page));
  const kept = without(has, added);
  if (lost.length === 0 && !kept.every((item, index) => sameValue(item, had[index]))) found.push(origin);
  for (const item of had) follow(comparison, item, origin);
}

function itemsOf(revision: Revision, page: PdfDict): readonly PdfValue[] {
  const annotations = revision.get(page, 'Annots');
  return isArray(annotations) ? annotations : [];
}

const keyOf = (value: PdfValue): string =>
  isRef(value) ? `${value.ref} ${value.generation}` : JSON.stringify(plain(value));

function plain(value: PdfValue): unknown {
  if (isDict(value)) return [...value.dict].map(([key, item]) => [key, plain(item)]);
  return isArray(value) ? value.map(plain) : value;
}

function without(items: readonly PdfValue[], others: readonly PdfValue[]): readonly PdfValue[] {
  const keys = new Set(others.map(keyOf));
  return items.filter((item) => !keys.has(keyOf(item)));
}

const subtypeOf = (revision: Revision, annotation: PdfValue): string =>
  nameOf(revision.get(annotation, 'Subtype')) ?? '';

/** A note is an icon of this size at most, in points; anything larger can stand over the text. */
const MAX_ICON = 32;

function addition({ old, now }: Comparison, item: PdfValue, page: number) {
  const subtype = subtypeOf(now, item);
  const isNew = isRef(item) && old.place(item.ref) === 'free';
  const rectangle = now.get(item, 'Rect');
  const [left = 0, bottom = 0, right = Infinity, top = Infinity] = isArray(rectangle) ? rectangle.map(Number) : [];
  const isSmall = Math.abs(right - left) <= MAX_ICON && Math.abs(top - bottom) <= MAX_ICON;
  const isPlain = now.get(item, 'A') === null && now.get(item, 'AA') === null;
  if (isNew && isPlain && ((subtype === 'Text' && isSmall) || (subtype === 'Popup' && now.get(item, 'AP') === null)))
    return { kind: 'note', page } as const;
  return { kind: 'annotation', page, subtype, action: 'added' } as const;
}
