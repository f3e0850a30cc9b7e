import type { PdfFile, Revision } from './pdf-file';
import { PdfError } from './pdf-objects';
import { behindWhite, isWhite } from './pdf-reader';

/** Bytes behind the newest revision; only white space may stand there, and none behind a signature that reaches the end. */
export function checkTrailingBytes({ file, newest }: PdfFile, covers: number): void {
  const end = Math.max(covers, newest.eof ?? 0);
  for (let at = end; at < file.length; at += 1)
    if (end === covers || !isWhite(file[at])) throw new PdfError('bytes follow that belong to no revision');
}

/**
 * The bytes of a revision must be objects that its cross-reference names, white space and comments, and the cross-reference itself.
 * Throws PdfError for anything else, which some program might read and this one does not.
 */
export function checkRevision(pdf: PdfFile, revision: Revision, before: Revision): void {
  const skip = (position: number) => behindWhite(pdf.file, position, pdf.budget);
  const [section] = revision.sections;
  if (!section) return;
  const objects = new Set([...section.streams, ...ownObjects(revision, before).map(skip)]);
  for (let at = skip(Number(before.eof)); section.isStream || at !== section.at; at = skip(at)) {
    if (!objects.has(at)) throw new PdfError('a later revision holds bytes that belong to no object');
    const end = revision.endOf(at);
    if (section.isStream && at === section.at) return;
    at = end;
  }
}

/** Where the objects of a revision begin; an entry may only repeat where an older object is, never point into older bytes anew. */
function ownObjects({ sections }: Revision, before: Revision): number[] {
  const start = Number(before.eof);
  const found: number[] = [];
  for (const { entries } of sections)
    for (const [number, place] of entries) {
      if (place === 'free' || !('offset' in place)) continue;
      if (place.offset >= start) found.push(place.offset);
      else {
        const known = before.place(number);
        if (known === 'free' || !('offset' in known) || known.offset !== place.offset)
          throw new PdfError('a later revision points into earlier bytes');
      }
    }
  return found;
}
