import { isAscii, isUtf8 } from 'node:buffer';

/** A strict reader of DER (X.690): definite, shortest lengths; bounded depth; nothing outside the buffer. */

export interface Tlv {
  /** The whole identifier octet: class, constructed bit and number (numbers above 30 are refused). */
  readonly tag: number;
  readonly buffer: Buffer;
  /** Where the element begins, where its content begins and ends, and where the next element may begin. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly to: number;
}

/** Reads one element: `readTlv` for DER, `readBer` where BER is allowed. */
export type ReadElement = (buffer: Buffer, from?: number, limit?: number) => Tlv;

export class DerError extends Error {}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** `[n]` constructed, as CMS and X.509 use it. */
export const context = (number: number, constructed = true): number => 0x80 | (constructed ? 0x20 : 0) | number;

export function readTlv(buffer: Buffer, from = 0, limit = buffer.length): Tlv {
  const tag = buffer[from];
  const first = buffer[from + 1];
  if (tag === undefined || first === undefined || from + 2 > limit) throw new DerError('element ends too early');
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag numbers above 30 are not used here');
  let start = from + 2;
  let length = first;
  if (first & 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 4 || start + octets > limit) throw new DerError('length is not definite');
    length = buffer.readUIntBE(start, octets);
    start += octets;
    if (length < 0x80 || (octets > 1 && length < 2 ** (8 * (octets - 1))))
      throw new DerError('length is not the shortest');
  }
  const end = start + length;
  if (end > limit) throw new DerError('element is longer than what holds it');
  return { tag, buffer, from, start, end, to: end };
}

/** The one element that fills the buffer; bytes after it are a fault. */
export function readWhole(buffer: Buffer, read: ReadElement = readTlv): Tlv {
  const element = read(buffer);
  if (element.to !== buffer.length) throw new DerError('bytes after the end');
  return element;
}

const MAX_CHILDREN = 100_000;

export function children(element: Tlv, read: ReadElement = readTlv): Tlv[] {
  if (!(element.tag & 0x20)) throw new DerError('element is not constructed');
  const list: Tlv[] = [];
  for (let from = element.start; from < element.end;) {
    const child = read(element.buffer, from, element.end);
    list.push(child);
    if (list.length > MAX_CHILDREN) throw new DerError('too many elements');
    from = child.to;
  }
  return list;
}

export const content = ({ buffer, start, end }: Tlv): Buffer => buffer.subarray(start, end);

export const whole = ({ buffer, from, to }: Tlv): Buffer => buffer.subarray(from, to);

export function expect(element: Tlv | undefined, tag: number): Tlv {
  if (!element || element.tag !== tag)
    throw new DerError(
      `expected tag 0x${tag.toString(16)}, found ${element ? `0x${element.tag.toString(16)}` : 'nothing'}`,
    );
  return element;
}

export function oid(element: Tlv | undefined): string {
  const bytes = content(expect(element, TAG.oid));
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError('object identifier is too large');
    if (!(byte & 0x80)) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...rest].join('.');
}

/** Hexadecimal, without leading zeros: enough to compare serial numbers. */
export function integerHex(element: Tlv | undefined): string {
  const { buffer, start, end } = expect(element, TAG.integer);
  let first = start;
  while (first < end - 1 && buffer[first] === 0) first += 1;
  return buffer.toString('hex', first, end);
}

export function smallInteger(element: Tlv | undefined): number {
  const bytes = content(expect(element, TAG.integer));
  if (bytes.length < 1 || bytes.length > 4) throw new DerError('integer is out of range');
  return bytes.readIntBE(0, bytes.length);
}

/** Content of a BIT STRING without unused bits. */
export function bits(element: Tlv | undefined): Buffer {
  const bytes = content(expect(element, TAG.bitString));
  if (bytes[0] === undefined || bytes[0] > 7) throw new DerError('bit string is not well formed');
  return bytes.subarray(1);
}

/** UTCTime or GeneralizedTime in UTC. */
export function time(element: Tlv | undefined): Date {
  const text = element ? content(element).toString('latin1') : '';
  const short = element?.tag === TAG.utcTime && /^\d{12}Z$/.test(text);
  const long = element?.tag === TAG.generalizedTime && /^\d{14}(\.\d+)?Z$/.test(text);
  if (!short && !long) throw new DerError('time is not well formed');
  const century = Number(text.slice(0, 2)) < 50 ? '20' : '19';
  const full = short ? century + text : text;
  const part = (from: number, length = 2) => Number(full.slice(from, from + length));
  return new Date(Date.UTC(part(0, 4), part(4) - 1, part(6), part(8), part(10), part(12)));
}

/** ASN.1 types of text (X.680, 41). A context tag stands for IA5String; other types have no text and are read octet by octet. */
export function string(element: Tlv): string {
  const bytes = content(element);
  switch (element.tag) {
    case 0x0c:
      if (!isUtf8(bytes)) throw new DerError('a text is not UTF-8');
      return bytes.toString('utf8');
    case 0x12: // NumericString
    case 0x13: // PrintableString: real authorities write "@" and "_" in it
    case 0x16: // IA5String
    case 0x1a: // VisibleString
      if (!isAscii(bytes)) throw new DerError('a text has letters that its type does not');
      return bytes.toString('latin1');
    case 0x1c:
      return universal(bytes);
    case 0x1e:
      return basicMultilingual(bytes);
    default:
      return bytes.toString('latin1');
  }
}

function basicMultilingual(bytes: Buffer): string {
  if (bytes.length % 2 !== 0) throw new DerError('a text is cut off');
  const text = Buffer.from(bytes).swap16().toString('utf16le');
  if (/[\ud800-\udfff]/.test(text)) throw new DerError('a text has letters that its type does not');
  return text;
}

function universal(bytes: Buffer): string {
  if (bytes.length % 4 !== 0) throw new DerError('a text is cut off');
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const point = bytes.readUInt32BE(at);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw new DerError('a text has no such letters');
    text += String.fromCodePoint(point);
  }
  return text;
}
