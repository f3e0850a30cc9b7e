import { inflateSync } from 'node:zlib';

import type { Budget } from './budget';
import { PdfError, isArray, isDict, nameOf, type PdfDict, type PdfValue } from './pdf-objects';

const MAX_DECODED = 50 * 1024 * 1024;
const MAX_FILTERS = 4;

/** The data of a stream as its filters give it (ISO 32000-1, 7.4); images and encryption are not unpacked. */
export function decode(raw: Buffer, { dict }: PdfDict, budget: Budget): Buffer {
  const filters = listOf(dict.get('Filter'));
  const parameters = listOf(dict.get('DecodeParms'));
  if (filters.length > MAX_FILTERS) throw new PdfError('a stream is packed too many times');
  return filters.reduce<Buffer>((data, filter, index) => {
    const name = nameOf(filter) ?? '';
    const unpack = FILTERS[name];
    if (!unpack) throw new PdfError(`streams packed by "${name}" are not read`);
    const parms = parameters[index];
    const options = isDict(parms) ? parms : NONE;
    const unpacked = unpack(data, options);
    budget.spend(unpacked.length);
    return unpacked;
  }, raw);
}

const NONE: PdfDict = { dict: new Map() };
const listOf = (value: PdfValue | undefined): readonly PdfValue[] =>
  isArray(value) ? value : value === undefined || value === null ? [] : [value];

type Filter = (data: Buffer, options: PdfDict) => Buffer;

const FILTERS: Readonly<Record<string, Filter | undefined>> = {
  FlateDecode: (data, options) => unpredict(inflate(data), options),
  LZWDecode: (data, options) => unpredict(lzw(data, Number(options.dict.get('EarlyChange') ?? 1)), options),
  ASCIIHexDecode: asciiHex,
  ASCII85Decode: ascii85,
};

function inflate(raw: Buffer): Buffer {
  try {
    return inflateSync(raw, { maxOutputLength: MAX_DECODED });
  } catch {
    throw new PdfError('a stream cannot be unpacked');
  }
}

function asciiHex(data: Buffer): Buffer {
  const text = data.toString('latin1').replace(/[\0\t\n\f\r ]/g, '');
  const match = /^([0-9A-Fa-f]*)>?$/.exec(text);
  if (!match?.[1] && text !== '>') throw new PdfError('a stream cannot be unpacked');
  const digits = match?.[1] ?? '';
  return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
}

function ascii85(data: Buffer): Buffer {
  const text = data.toString('latin1').replace(/[\0\t\n\f\r ]/g, '');
  const body = text.endsWith('~>') ? text.slice(0, -2) : text;
  if (!/^[!-uz]*$/.test(body)) throw new PdfError('a stream cannot be unpacked');
  const groups = body.replaceAll('z', '!!!!!').match(/.{1,5}/g) ?? [];
  return Buffer.concat(
    groups.map((group) => {
      const value = [...group.padEnd(5, 'u')].reduce((sum, digit) => sum * 85 + digit.charCodeAt(0) - 33, 0);
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value % 2 ** 32);
      return bytes.subarray(0, group.length - 1);
    }),
  );
}

const CLEAR = 256;
const END = 257;

/** Codes of 9 to 12 bits (ISO 32000-1, 7.4.4). */
function lzw(data: Buffer, earlyChange: number): Buffer {
  const out: Buffer[] = [];
  let table: Buffer[] = [];
  let previous: Buffer | undefined;
  let [size, bits, held, length] = [9, 0, 0, 0];
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < size) continue;
    bits -= size;
    const code = (held >> bits) & ((1 << size) - 1);
    if (code === END) break;
    if (code === CLEAR) [table, previous, size] = [[], undefined, 9];
    else {
      const entry: Buffer | undefined =
        code < CLEAR
          ? Buffer.of(code)
          : (table[code - 258] ?? (previous && Buffer.concat([previous, previous.subarray(0, 1)])));
      if (!entry || code - 258 > table.length) throw new PdfError('a stream cannot be unpacked');
      length += entry.length;
      if (length > MAX_DECODED) throw new PdfError('a stream cannot be unpacked');
      out.push(entry);
      if (previous && table.length < 4096 - 258) table.push(Buffer.concat([previous, entry.subarray(0, 1)]));
      previous = entry;
      size = Math.min(12, 32 - Math.clz32(table.length + 258 + earlyChange));
    }
  }
  return Buffer.concat(out);
}

/** PNG prediction (ISO 32000-1, 7.4.4.4). */
function unpredict(data: Buffer, { dict }: PdfDict): Buffer {
  const predictor = Number(dict.get('Predictor') ?? 1);
  if (predictor === 1) return data;
  if (!(predictor >= 10 && predictor <= 15)) throw new PdfError('a stream uses a prediction that is not read');
  const [columns, colors, bits] = [
    ['Columns', 1],
    ['Colors', 1],
    ['BitsPerComponent', 8],
  ].map(([key, otherwise]) => Number(dict.get(String(key)) ?? otherwise)) as [number, number, number];
  const width = Math.ceil((columns * colors * bits) / 8);
  const pixel = Math.max(1, Math.ceil((colors * bits) / 8));
  if (!(width > 0 && width < 1_000_000 && pixel <= 256)) throw new PdfError('a stream is damaged');
  const rows = Math.ceil(data.length / (width + 1));
  const out = Buffer.alloc(Math.max(0, data.length - rows));
  for (let row = 0; row < rows; row += 1) {
    const from = row * (width + 1);
    const to = row * width;
    const length = Math.min(width, data.length - from - 1);
    const kind = data[from] ?? 0;
    if (kind > 4) throw new PdfError('a stream uses a prediction that is not read');
    for (let index = 0; index < length; index += 1) {
      const left = index >= pixel ? (out[to + index - pixel] ?? 0) : 0;
      const above = row > 0 ? (out[to + index - width] ?? 0) : 0;
      const corner = row > 0 && index >= pixel ? (out[to + index - width - pixel] ?? 0) : 0;
      out[to + index] = ((data[from + 1 + index] ?? 0) + predicted(kind, left, above, corner)) & 0xff;
    }
  }
  return out;
}

function predicted(kind: number, left: number, above: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  return kind === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [byLeft, byAbove, byCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}
