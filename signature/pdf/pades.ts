import { FAULTS, type Fault } from '../findings';
import { openPdf, type PdfFile } from './pdf-file';
import {
  PdfError,
  isArray,
  isDict,
  isRef,
  isString,
  nameOf,
  type PdfDict,
  type PdfString,
  type PdfValue,
} from './pdf-objects';

/** A signature of a PDF as it stands in the file, before its CMS is read. */
export interface PdfSignature {
  readonly cms: Buffer;
  /** The bytes on both sides of the signature. */
  readonly signed: readonly Buffer[];
  /** The document as it was before this signature was added. */
  readonly content: Buffer;
  readonly signingTime: Date | undefined;
  readonly faults: readonly Fault[];
}

const MAX_FIELDS = 500;
const CMS_FORMATS: ReadonlySet<string | undefined> = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);

/** Every signature field that is signed, in the order of the form. Document time stamps are no one's signature. */
export function readPdfSignatures(file: Buffer): PdfSignature[] {
  try {
    const pdf = openPdf(file);
    const now = pdf.revision(0);
    return fieldsOf(now.get(now.get(now.root(), 'AcroForm'), 'Fields'), now)
      .map((field) => now.get(field, 'V'))
      .filter((value): value is PdfDict => isDict(value) && nameOf(now.get(value, 'Type')) !== 'DocTimeStamp')
      .map((dictionary) => readSignature(pdf, dictionary));
  } catch (error) {
    if (error instanceof PdfError || error instanceof RangeError) throw FAULTS.format(error.message);
    throw error;
  }
}

type Revision = ReturnType<PdfFile['revision']>;

function fieldsOf(value: PdfValue, revision: Revision, depth = 0): PdfDict[] {
  if (!isArray(value)) return [];
  if (depth > 10 || value.length > MAX_FIELDS) throw new PdfError('the form is too large');
  return value.flatMap((reference) => {
    const field = revision.resolve(reference);
    if (!isDict(field)) return [];
    if (nameOf(revision.get(field, 'FT')) === 'Sig') return [field];
    return fieldsOf(revision.get(field, 'Kids'), revision, depth + 1);
  });
}

function readSignature(pdf: PdfFile, { dict }: PdfDict): PdfSignature {
  const { file } = pdf;
  const contents = dict.get('Contents');
  if (!CMS_FORMATS.has(nameOf(dict.get('SubFilter')))) throw FAULTS.format('the PDF signature is of an unknown kind');
  if (!isString(contents)) throw FAULTS.format('the PDF signature has no contents');
  const end = checkRange(file, dict.get('ByteRange'), contents);
  const before = revisionBefore(pdf, contents);
  const faults = end < file.length ? [FAULTS.extended()] : [];
  if (before.changed) faults.push(FAULTS.changedBeforeSigning());
  return {
    cms: contents.bytes,
    signed: [file.subarray(0, contents.from), file.subarray(contents.to, end)],
    content: before.content,
    signingTime: readDate(dict.get('M')),
    faults,
  };
}

/** One range from the first byte, whose gap is exactly the signature's own string (ISO 32000-1, 12.8.1). */
function checkRange(file: Buffer, range: PdfValue | undefined, contents: PdfString): number {
  const numbers = isArray(range) ? range.map(Number) : [];
  const [start, length, resume, rest] = numbers;
  const isRight =
    numbers.length === 4 &&
    start === 0 &&
    length === contents.from &&
    resume === contents.to &&
    rest !== undefined &&
    rest > 0 &&
    resume + rest <= file.length;
  if (!isRight) throw FAULTS.format('the ByteRange does not cover the document around the signature');
  return resume + rest;
}

/** The revision to which the signature was added, and whether anything but the signature came with it. */
function revisionBefore(pdf: PdfFile, contents: PdfString): { content: Buffer; changed: boolean } {
  const { file, sections } = pdf;
  const holds = (entries: ReadonlyMap<number, object>) =>
    [...entries.values()].some((place) => 'offset' in place && isInside(file, Number(place.offset), contents.from));
  const index = sections.findIndex(({ entries }) => holds(entries));
  const own = sections[index];
  if (!own || sections[index + 1] === undefined) return { content: file.subarray(0, 0), changed: false };
  const offsets = [...own.entries.values()].flatMap((place) => ('offset' in place ? [place.offset] : []));
  const end = file.lastIndexOf('%%EOF', Math.min(...offsets));
  if (end < 0) throw new PdfError('an earlier revision has no end');
  let to = end + '%%EOF'.length;
  if (file[to] === 0x0d) to += 1;
  if (file[to] === 0x0a) to += 1;
  return { content: file.subarray(0, to), changed: changesContent(pdf, index) };
}

/** Is the string at `position` inside the object that begins at `offset`? */
function isInside(file: Buffer, offset: number, position: number): boolean {
  if (offset > position) return false;
  const end = file.indexOf('endobj', offset);
  return end < 0 || end > position;
}

/** What signing may change in objects that were there before; everything else is a change of what is signed. */
const MAY_CHANGE: Readonly<Record<string, readonly string[]>> = {
  Catalog: ['AcroForm', 'Extensions', 'Metadata', 'Version', 'Perms', 'DSS', 'Names'],
  Page: ['Annots', 'Tabs'],
  AcroForm: ['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances'],
};

function changesContent(pdf: PdfFile, index: number): boolean {
  const section = pdf.sections[index];
  const [before, after] = [pdf.revision(index + 1), pdf.revision(index)];
  const info = section?.trailer.dict.get('Info');
  return [...(section?.entries.keys() ?? [])].some((number) => {
    if (!before.has(number) || (isRef(info) && info.ref === number)) return false;
    const [old, recent] = [before.load(number), after.load(number)];
    if (same(old, recent)) return false;
    if (!isDict(old) || !isDict(recent)) return true;
    const type = nameOf(old.dict.get('Type')) ?? (old.dict.has('Fields') ? 'AcroForm' : '');
    const allowed = MAY_CHANGE[type] ?? [];
    return [...new Set([...old.dict.keys(), ...recent.dict.keys()])].some(
      (key) => !allowed.includes(key) && !same(old.dict.get(key), recent.dict.get(key)),
    );
  });
}

function same(left: PdfValue | undefined, right: PdfValue | undefined): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: PdfValue | undefined): string {
  if (isArray(value)) return `[${value.map(canonical).join(' ')}]`;
  if (isDict(value))
    return `<<${[...value.dict]
      .map(([key, item]) => `/${key} ${canonical(item)}`)
      .sort()
      .join(' ')}>>`;
  if (isString(value)) return `<${value.bytes.toString('hex')}>`;
  return JSON.stringify(value ?? null);
}

/** `D:YYYYMMDDHHmmSS+HH'mm'` (ISO 32000-1, 7.9.4). */
function readDate(value: PdfValue | undefined): Date | undefined {
  if (!isString(value)) return undefined;
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(
    value.bytes.toString('latin1'),
  );
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, sign, zoneHour, zoneMinute] = parts;
  const zone = (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0)) * (sign === '-' ? -1 : 1);
  return new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute) - zone, Number(second)),
  );
}
