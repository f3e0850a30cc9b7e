import type { Revision } from '../pdf-file';
import { PdfError, PdfLimitError, isDict, nameOf, type PdfDict, type PdfValue } from '../pdf-objects';

/** Is it the dictionary of a document time stamp (ISO 32000-2, 12.8.5)? */
export function isTimeStamp(revision: Revision, signature: PdfValue): boolean {
  return nameOf(revision.get(signature, 'SubFilter')) === 'ETSI.RFC3161';
}

/** Operators that paint text, images and shades (ISO 32000-1, annex A). */
const PAINTS = /(^|[\s)\]>])(Tj|TJ|'|"|Do|sh|EI)(?=\s|$)/;

/** Does the normal appearance of a field show something that may be read? One that cannot be unpacked may. */
export function showsText(revision: Revision, widget: PdfDict): boolean {
  try {
    const normal = revision.get(revision.get(widget, 'AP'), 'N');
    if (!isDict(normal) || normal.data === undefined) return false;
    return PAINTS.test(revision.streamData(normal).toString('latin1'));
  } catch (error) {
    if (error instanceof PdfError && !(error instanceof PdfLimitError)) return true;
    throw error;
  }
}
