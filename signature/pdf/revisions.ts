import type { Budget } from './budget';
import { readSections, type Section } from './cross-reference';
import { PdfError } from './pdf-objects';
import { behindWhite, PdfReader, isWhite } from './pdf-reader';

/** What one saving of the document added: its sections and where it ends. */
export interface RevisionBytes {
  /** Newest first. A linearized original has two (ISO 32000-1, F.3); every other revision has one. */
  readonly sections: readonly Section[];
  /** Behind `%%EOF`; undefined where a damaged original does not end as the standard says. */
  readonly eof: number | undefined;
  /** The same with its line end. */
  readonly end: number | undefined;
}

/** The revisions of a file, oldest first, found through the cross-reference chain alone. */
export function readRevisions(file: Buffer, budget: Budget): RevisionBytes[] {
  const sections = readSections(file, lastStartxref(file), budget);
  const original = sections.slice(-2);
  const isLinearized = original[0] && original[1] && original[0].at < original[1].at;
  const first = isLinearized ? original : sections.slice(-1);
  const later = sections.slice(0, sections.length - first.length);
  const newestFirst = [...later.map((section) => [section]), first];
  const revisions = newestFirst.map((own) => revisionOf(file, own, budget)).reverse();
  revisions.forEach((revision, index) => checkOrder(file, revision, revisions[index - 1]));
  return revisions;
}

/** Bytes that no revision holds may be behind it: whoever judges a signature looks at them. */
function lastStartxref(file: Buffer): number {
  const at = file.lastIndexOf('startxref');
  if (at < 0) throw new PdfError('there is no startxref');
  const word = new PdfReader(file, at + 'startxref'.length).word();
  if (!/^\d{1,15}$/.test(word)) throw new PdfError('there is no startxref');
  return Number(word);
}

function revisionOf(file: Buffer, sections: readonly Section[], budget: Budget): RevisionBytes {
  const [newest, oldest] = [sections[0], sections.at(-1)];
  const eof = newest && oldest && endAfter(file, [oldest.to, newest.at], budget);
  return { sections, eof, end: eof === undefined ? undefined : behindLineEnd(file, eof) };
}

/** `startxref`, the place of the section, `%%EOF` (7.5.5). */
function endAfter(file: Buffer, [position, section]: readonly [number, number], budget: Budget): number | undefined {
  const reader = new PdfReader(file, position);
  if (reader.word() !== 'startxref') return undefined;
  const offset = Number(reader.word());
  const isOwn = Number.isSafeInteger(offset) && offset <= section && section === behindWhite(file, offset, budget);
  budget.spend(reader.position() - position);
  let at = reader.position();
  while (isWhite(file[at])) at += 1;
  return isOwn && file.subarray(at, at + 5).equals(EOF) ? at + 5 : undefined;
}

const EOF = Buffer.from('%%EOF');

function behindLineEnd(file: Buffer, position: number): number {
  const next = file[position] === 0x0d ? position + 1 : position;
  return file[next] === 0x0a ? next + 1 : next;
}

/** A revision stands behind the one before it, ends, and names no byte that was not there yet. */
function checkOrder(file: Buffer, { sections, eof }: RevisionBytes, before: RevisionBytes | undefined): void {
  if (before && (eof === undefined || before.eof === undefined || sections.some(({ at }) => at < Number(before.eof))))
    throw new PdfError('a later revision does not stand behind the earlier one');
  if (eof === undefined) return;
  for (const { entries } of sections)
    for (const place of entries.values())
      if (place !== 'free' && 'offset' in place && place.offset >= eof && place.offset < file.length)
        throw new PdfError('a cross-reference names bytes that came later');
}
