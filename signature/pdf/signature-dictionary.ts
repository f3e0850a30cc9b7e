import type { SignedField } from './fields';
import type { PdfFile, Revision } from './pdf-file';
import { PdfError, integersOf, isString, nameOf, type PdfDict, type PdfString, type PdfValue } from './pdf-objects';
import { isWhite } from './pdf-reader';

/** What a signature dictionary (ISO 32000-1, 12.8.1) says of itself, with its range checked. */
export interface ReadSignature {
  readonly kind: 'signature' | 'document-time-stamp';
  readonly cms: Buffer;
  /** The signed bytes on both sides of the signature. */
  readonly signed: readonly Buffer[];
  /** Behind the last signed byte. */
  readonly covers: number;
  /** The newest revision that is signed. */
  readonly revision: Revision;
  readonly signingTime: Date | undefined;
}

const KINDS: Readonly<Record<string, ReadSignature['kind'] | undefined>> = {
  'ETSI.CAdES.detached': 'signature',
  'adbe.pkcs7.detached': 'signature',
  'ETSI.RFC3161': 'document-time-stamp',
};

export function isTimeStamp({ dict }: PdfDict): boolean {
  return nameOf(dict.get('SubFilter')) === 'ETSI.RFC3161' || nameOf(dict.get('Type')) === 'DocTimeStamp';
}

/** Throws PdfError when it is none, or when its range is not as PAdES wants it (EN 319 142-1, 5.2). */
export function readSignatureDictionary(pdf: PdfFile, { dictionary, offset }: SignedField): ReadSignature {
  const { file } = pdf;
  const { dict } = dictionary;
  const kind = KINDS[nameOf(dict.get('SubFilter')) ?? ''];
  if (!kind) throw new PdfError('the PDF signature is of an unknown kind');
  if (isTimeStamp(dictionary) !== (kind === 'document-time-stamp'))
    throw new PdfError('the PDF signature says that it is a time stamp and that it is none');
  const contents = dict.get('Contents');
  if (!isString(contents) || !contents.isHex || contents.bytes.length === 0 || offset === undefined)
    throw new PdfError('the PDF signature has no contents');
  const covers = readRange(file, dict.get('ByteRange'), contents);
  const revision = pdf.revisions.find((candidate) => endsAt(file, candidate, covers));
  if (!revision) throw new PdfError('the signed bytes do not end where a revision of the document ends');
  return {
    kind,
    cms: contents.bytes,
    signed: [file.subarray(0, contents.from), file.subarray(contents.to, covers)],
    covers,
    revision,
    signingTime: readDate(dict.get('M')),
  };
}

/** One range from the first byte on, whose gap is exactly the signature's own string. Answers with its end. */
function readRange(file: Buffer, range: PdfValue | undefined, contents: PdfString): number {
  const [start, length, resume, rest = 0, ...more] = integersOf(range) ?? [];
  const isRight =
    start === 0 &&
    length === contents.from &&
    resume === contents.to &&
    rest > 0 &&
    resume + rest <= file.length &&
    more.length === 0;
  if (!isRight) throw new PdfError('the ByteRange does not cover the document around the signature');
  return resume + rest;
}

/** At `%%EOF`, or behind white space that follows it: some programs sign up to the line end, some before it. */
function endsAt(file: Buffer, { eof }: Revision, position: number): boolean {
  if (eof === undefined || position < eof) return false;
  for (let at = eof; at < position; at += 1) if (!isWhite(file[at])) return false;
  return true;
}

/** `D:YYYYMMDDHHmmSS+HH'mm'` (7.9.4). */
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
