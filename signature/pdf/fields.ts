import type { PdfFile, Revision } from './pdf-file';
import { PdfError, isArray, isDict, isRef, isString, nameOf, type PdfDict, type PdfValue } from './pdf-objects';

/** A signature field with a value, as one revision has it. */
export interface SignedField {
  readonly name: string;
  /** Of the field. */
  readonly number: number;
  /** The signature dictionary, and the offset in the file of the object that holds it; undefined inside an object stream. */
  readonly dictionary: PdfDict;
  readonly offset: number | undefined;
  readonly lock: PdfDict | undefined;
}

const MAX_FIELDS = 20_000;
const MAX_DEPTH = 20;

/** The fields of the form (ISO 32000-1, 12.7.4.5) that are signed in a revision. */
export function readSignedFields({ budget }: PdfFile, revision: Revision): SignedField[] {
  const found: SignedField[] = [];
  let count = 0;
  const visit = (value: PdfValue, { name: path, type: inherited, depth }: Inherited): void => {
    if (!isRef(value)) return;
    budget.spend(100);
    count += 1;
    if (depth > MAX_DEPTH || count > MAX_FIELDS) throw new PdfError('the form is too large');
    const field = revision.resolve(value);
    if (!isDict(field)) return;
    const name = [path, partialName(revision, field)].filter(Boolean).join('.');
    const type = nameOf(revision.get(field, 'FT')) ?? inherited;
    if (type === 'Sig' && field.dict.has('V')) found.push(...signedField(revision, { name, number: value.ref, field }));
    const kids = revision.get(field, 'Kids');
    if (isArray(kids)) for (const kid of kids) visit(kid, { name, type, depth: depth + 1 });
  };
  const fields = revision.get(revision.get(revision.trailer.dict.get('Root'), 'AcroForm'), 'Fields');
  if (isArray(fields)) for (const field of fields) visit(field, { name: '', type: undefined, depth: 0 });
  return found;
}

interface Inherited {
  readonly name: string;
  readonly type: string | undefined;
  readonly depth: number;
}

function signedField(
  revision: Revision,
  { name, number, field }: { name: string; number: number; field: PdfDict },
): SignedField[] {
  const value = field.dict.get('V');
  const dictionary = revision.resolve(value);
  if (dictionary === null) return [];
  if (!isDict(dictionary)) throw new PdfError(`the signature field "${name}" holds no signature`);
  const place = revision.place(isRef(value) ? value.ref : number);
  const offset = place !== 'free' && 'offset' in place ? place.offset : undefined;
  const lock = revision.get(field, 'Lock');
  return [{ name, number, dictionary, offset, lock: isDict(lock) ? lock : undefined }];
}

/** Text of a field's own name (12.7.3.2): UTF-16 behind a byte order mark, else one byte a character. */
export function partialName(revision: Revision, field: PdfDict): string | undefined {
  const title = revision.get(field, 'T');
  return isString(title) ? textOf(title.bytes) : undefined;
}

export function textOf(bytes: Buffer): string {
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1');
  return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
