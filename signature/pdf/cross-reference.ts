import type { Budget } from './budget';
import { decode } from './filters';
import { readIndirect } from './indirect-object';
import { PdfError, integersOf, isDict, nameOf, type PdfDict } from './pdf-objects';
import { PdfReader } from './pdf-reader';

/** Where an object is; `free`: deleted, or never there. */
export type Place =
  | { readonly offset: number; readonly generation: number }
  | { readonly stream: number; readonly index: number }
  | 'free';

/** One cross-reference section (ISO 32000-1, 7.5.4 and 7.5.8); a revision of the document adds one. */
export interface Section {
  /** Where it begins: the word `xref`, or the object number of a stream. */
  readonly at: number;
  /** Behind its trailer or dictionary. */
  readonly to: number;
  readonly trailer: PdfDict;
  readonly isStream: boolean;
  readonly entries: ReadonlyMap<number, Place>;
  /** Object streams that its entries name. */
  readonly containers: ReadonlySet<number>;
  /** Cross-reference streams it is made of: its own, or the one a hybrid file hides from old readers. */
  readonly streams: readonly number[];
}

const MAX_SECTIONS = 500;
/** What an entry costs: it is kept. */
const ENTRY = 50;
const MAX_NUMBER = 8_388_607;

/** The chain from `startxref` back to the first section: newest first. */
export function readSections(file: Buffer, startxref: number, budget: Budget): Section[] {
  const sections: Section[] = [];
  const seen = new Set<number>();
  for (let offset: number | undefined = startxref; offset !== undefined;) {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= file.length)
      throw new PdfError('a cross-reference points outside the file');
    const section = readSection(file, offset, budget);
    if (seen.has(section.at)) throw new PdfError('the cross-references lead in a circle');
    if (sections.length >= MAX_SECTIONS) throw new PdfError('it has too many revisions');
    seen.add(section.at);
    sections.push(section);
    const previous = section.trailer.dict.get('Prev');
    if (previous !== undefined && typeof previous !== 'number') throw new PdfError('a trailer is damaged');
    offset = previous;
  }
  return sections;
}

function readSection(file: Buffer, offset: number, budget: Budget): Section {
  const reader = new PdfReader(file, offset);
  reader.skipWhite();
  const at = reader.position();
  if (reader.word() !== 'xref') return readStreamSection(file, at, budget);
  const entries = readTable(reader, budget);
  const trailer = reader.value();
  if (!isDict(trailer)) throw new PdfError('there is no trailer');
  const to = reader.position();
  budget.spend(to - at);
  const hidden = trailer.dict.get('XRefStm');
  if (hidden === undefined) return section({ at, to, trailer, isStream: false, entries, streams: [] });
  const stream = readStreamSection(file, Number(hidden), budget);
  return section({
    at,
    to,
    trailer,
    isStream: false,
    entries: withHidden(entries, stream.entries),
    streams: [stream.at],
  });
}

const section = (parts: Omit<Section, 'containers'>): Section => ({
  ...parts,
  containers: containersOf(parts.entries),
});

function containersOf(entries: ReadonlyMap<number, Place>): Set<number> {
  const containers = new Set<number>();
  for (const place of entries.values()) if (place !== 'free' && 'stream' in place) containers.add(place.stream);
  return containers;
}

/** What old readers take for free is in the stream (7.5.8.4); one object at two places has no meaning. */
function withHidden(table: ReadonlyMap<number, Place>, stream: ReadonlyMap<number, Place>): Map<number, Place> {
  const entries = new Map(table);
  for (const [number, place] of stream) {
    const listed = table.get(number) ?? 'free';
    if (listed !== 'free' && place !== 'free' && !samePlace(listed, place))
      throw new PdfError(`object ${number} stands at two places`);
    if (listed === 'free') entries.set(number, place);
  }
  return entries;
}

/** Is it the same place, as one of no object is the same as none? */
export function samePlace(left: Place | undefined = 'free', right: Place | undefined = 'free'): boolean {
  if (left === 'free' || right === 'free') return left === right;
  if ('offset' in left)
    return 'offset' in right && left.offset === right.offset && left.generation === right.generation;
  return 'stream' in right && left.stream === right.stream && left.index === right.index;
}

function readTable(reader: PdfReader, budget: Budget): Map<number, Place> {
  const entries = new Map<number, Place>();
  for (let word = reader.word(); word !== 'trailer'; word = reader.word()) {
    const [first, count] = [Number(word), integer(reader)];
    if (!/^\d+$/.test(word) || first + count > MAX_NUMBER) throw new PdfError('a cross-reference table is damaged');
    budget.spend(ENTRY * count);
    for (let number = first; number < first + count; number += 1) {
      const [offset, generation, kind] = [integer(reader), integer(reader), reader.word()];
      if (kind !== 'n' && kind !== 'f') throw new PdfError('a cross-reference table is damaged');
      add(entries, number, kind === 'n' ? { offset, generation } : 'free');
    }
  }
  return entries;
}

function integer(reader: PdfReader): number {
  const number = reader.integer();
  if (number === undefined) throw new PdfError('a cross-reference table is damaged');
  return number;
}

function add(entries: Map<number, Place>, number: number, place: Place): void {
  if (entries.has(number) && !samePlace(entries.get(number), place))
    throw new PdfError(`object ${number} stands at two places`);
  entries.set(number, place);
}

function readStreamSection(file: Buffer, offset: number, budget: Budget): Section {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset >= file.length)
    throw new PdfError('a cross-reference points outside the file');
  const { value, from, to } = readIndirect(file, offset, budget);
  if (!isDict(value) || value.data === undefined || nameOf(value.dict.get('Type')) !== 'XRef')
    throw new PdfError('a cross-reference points at something else');
  const length = value.dict.get('Length');
  if (typeof length !== 'number' || !(length >= 0 && to + length <= file.length))
    throw new PdfError('a cross-reference stream is damaged');
  const entries = readRows(decode(file.subarray(to, to + length), value, budget), value, budget);
  const reader = new PdfReader(file, to + length);
  if (reader.word() !== 'endstream' || reader.word() !== 'endobj')
    throw new PdfError('a cross-reference stream is damaged');
  return section({ at: from, to: reader.position(), trailer: value, isStream: true, entries, streams: [from] });
}

function readRows(data: Buffer, { dict }: PdfDict, budget: Budget): Map<number, Place> {
  const widths = integersOf(dict.get('W')) ?? [];
  const ranges = integersOf(dict.get('Index') ?? [0, dict.get('Size') ?? null]) ?? [];
  const [type = 0, second = 0, third = 0] = widths;
  const isSound = widths.length === 3 && widths.every((width) => width >= 0 && width <= 8) && second > 0;
  if (!isSound || ranges.length % 2 !== 0) throw new PdfError('a cross-reference stream is damaged');
  const entries = new Map<number, Place>();
  let at = 0;
  const field = (width: number, otherwise = 0): number => {
    at += width;
    return width === 0 ? otherwise : bigEndian(data, at - width, width);
  };
  for (let range = 0; range < ranges.length; range += 2) {
    const [first, count] = [ranges[range] ?? -1, ranges[range + 1] ?? -1];
    const room = (data.length - at) / (type + second + third);
    if (first < 0 || count < 0 || count > room || first + count > MAX_NUMBER)
      throw new PdfError('a cross-reference stream is damaged');
    budget.spend(ENTRY * count);
    for (let number = first; number < first + count; number += 1) {
      const kind = field(type, 1);
      const [one, two] = [field(second), field(third)];
      if (kind === 1) add(entries, number, { offset: one, generation: two });
      else add(entries, number, kind === 2 ? { stream: one, index: two } : 'free');
    }
  }
  return entries;
}

/** Of up to eight bytes, as some programs write; what no file is long enough for is refused where it is used. */
function bigEndian(data: Buffer, from: number, width: number): number {
  let value = 0;
  for (let at = from; at < from + width; at += 1) value = value * 256 + (data[at] ?? 0);
  return value;
}
