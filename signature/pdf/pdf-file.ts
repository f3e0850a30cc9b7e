import { inflateSync } from 'node:zlib';

import { PdfError, createReader, isArray, isDict, isRef, nameOf, type PdfDict, type PdfValue } from './pdf-objects';

/** One cross-reference section: a revision of the document adds one. */
interface Section {
  readonly trailer: PdfDict;
  /** Object number -> place in the file, or place inside an object stream. */
  readonly entries: ReadonlyMap<number, Place>;
}

type Place = { readonly offset: number } | { readonly stream: number; readonly index: number };

export type PdfFile = ReturnType<typeof openPdf>;

const MAX_SECTIONS = 200;
const MAX_INFLATED = 50 * 1024 * 1024;

/** Opens a PDF as the standard says: by `startxref` and the chain of cross-reference sections, newest first. */
export function openPdf(file: Buffer) {
  if (!file.subarray(0, 1024).includes('%PDF-')) throw new PdfError('it does not begin like a PDF');
  const sections = readSections(file);

  /** The document as it was when `newest` was its last section (0: as it is now). */
  function revision(newest: number) {
    const visible = sections.slice(newest);
    const loading = new Set<number>();

    function place(number: number): Place | undefined {
      for (const { entries } of visible) {
        const found = entries.get(number);
        if (found) return found;
      }
      return undefined;
    }

    function load(number: number): PdfValue {
      const found = place(number);
      if (!found) return null;
      if ('offset' in found) return readIndirect(file, found.offset, number).value;
      if (loading.has(number)) throw new PdfError('an object holds itself');
      loading.add(number);
      try {
        return readFromStream(found.stream, found.index, number);
      } finally {
        loading.delete(number);
      }
    }

    function readFromStream(stream: number, index: number, number: number): PdfValue {
      const holder = place(stream);
      if (!holder || !('offset' in holder)) throw new PdfError('an object stream is missing');
      const { dict, data } = readStream(file, holder.offset, stream);
      const reader = createReader(data, 0);
      const count = Number(dict.dict.get('N'));
      const first = Number(dict.dict.get('First'));
      if (!(index < count && count < 100_000)) throw new PdfError('an object stream is too short');
      const pairs = Array.from({ length: count }, () => [Number(reader.word()), Number(reader.word())] as const);
      const pair = pairs[index];
      if (pair?.[0] !== number) throw new PdfError('an object stream holds another object');
      return createReader(data, first + pair[1]).value();
    }

    const resolve = (value: PdfValue | undefined, depth = 0): PdfValue => {
      if (depth > 20) throw new PdfError('references lead in a circle');
      return isRef(value) ? resolve(load(value.ref), depth + 1) : (value ?? null);
    };
    const get = (value: PdfValue | undefined, key: string): PdfValue => {
      const dict = resolve(value);
      return isDict(dict) ? resolve(dict.dict.get(key)) : null;
    };
    return {
      load,
      resolve,
      get,
      has: (number: number) => place(number) !== undefined,
      root: () => get(visible[0]?.trailer, 'Root'),
    };
  }

  return { file, sections, revision };
}

function readSections(file: Buffer): Section[] {
  const tail = file.lastIndexOf('startxref');
  if (tail < 0) throw new PdfError('there is no startxref');
  const sections: Section[] = [];
  const seen = new Set<number>();
  const waiting = [Number(createReader(file, tail + 'startxref'.length).word())];
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (!Number.isSafeInteger(offset) || offset <= 0 || offset >= file.length)
      throw new PdfError('a cross-reference points outside the file');
    if (seen.has(offset) || sections.length >= MAX_SECTIONS)
      throw new PdfError('the cross-references lead in a circle');
    seen.add(offset);
    const section = readSection(file, offset);
    sections.push(section);
    const { dict } = section.trailer;
    for (const key of ['XRefStm', 'Prev']) {
      const next = dict.get(key);
      if (typeof next === 'number') waiting.push(next);
    }
  }
  return sections;
}

function readSection(file: Buffer, offset: number): Section {
  const reader = createReader(file, offset);
  if (reader.word() !== 'xref') return readXrefStream(file, offset);
  const entries = new Map<number, Place>();
  for (let word = reader.word(); word !== 'trailer'; word = reader.word()) {
    const first = Number(word);
    const count = Number(reader.word());
    if (!Number.isSafeInteger(first) || !(count >= 0 && count <= 1_000_000))
      throw new PdfError('a cross-reference table is damaged');
    for (let index = 0; index < count; index += 1) {
      const [at, , kind] = [Number(reader.word()), reader.word(), reader.word()];
      if (kind === 'n') entries.set(first + index, { offset: at });
      else if (kind !== 'f') throw new PdfError('a cross-reference table is damaged');
    }
  }
  const trailer = reader.value();
  if (!isDict(trailer)) throw new PdfError('there is no trailer');
  return { trailer, entries };
}

function readXrefStream(file: Buffer, offset: number): Section {
  const { dict, data } = readStream(file, offset);
  if (nameOf(dict.dict.get('Type')) !== 'XRef') throw new PdfError('a cross-reference points at something else');
  const widths = numbers(dict.dict.get('W'));
  const [type = 0, second = 0, third = 0] = widths;
  const row = type + second + third;
  if (widths.length !== 3 || row === 0 || widths.some((width) => width < 0 || width > 6))
    throw new PdfError('a cross-reference stream is damaged');
  const index = numbers(dict.dict.get('Index'));
  const ranges = index.length > 0 ? index : [0, Number(dict.dict.get('Size'))];
  const entries = new Map<number, Place>();
  let at = 0;
  const field = (width: number): number => {
    const value = width === 0 ? 0 : data.readUIntBE(at, width);
    at += width;
    return value;
  };
  for (let range = 0; range + 1 < ranges.length; range += 2)
    for (
      let number = ranges[range] ?? 0;
      number < (ranges[range] ?? 0) + (ranges[range + 1] ?? 0) && at + row <= data.length;
      number += 1
    ) {
      const kind = type === 0 ? 1 : field(type);
      const [one, two] = [field(second), field(third)];
      if (kind === 1) entries.set(number, { offset: one });
      if (kind === 2) entries.set(number, { stream: one, index: two });
    }
  return { trailer: dict, entries };
}

const numbers = (value: PdfValue | undefined): number[] => (isArray(value) ? value.map(Number) : []);

/** An indirect object, which must be the one that the cross-reference promised. */
function readIndirect(file: Buffer, offset: number, expected?: number) {
  const reader = createReader(file, offset);
  const number = Number(reader.word());
  reader.word();
  if (reader.word() !== 'obj' || (expected !== undefined && number !== expected))
    throw new PdfError('a cross-reference points at something else');
  return { value: reader.value(), reader };
}

function readStream(file: Buffer, offset: number, expected?: number): { dict: PdfDict; data: Buffer } {
  const { value: dict, reader } = readIndirect(file, offset, expected);
  const length = isDict(dict) ? dict.dict.get('Length') : undefined;
  if (!isDict(dict) || reader.word() !== 'stream' || typeof length !== 'number')
    throw new PdfError('a stream is damaged');
  let from = reader.position();
  if (file[from] === 0x0d) from += 1;
  if (file[from] === 0x0a) from += 1;
  const raw = file.subarray(from, from + length);
  const filter = dict.dict.get('Filter');
  const name = nameOf(isArray(filter) ? filter[0] : filter);
  if (name === undefined) return { dict, data: raw };
  if (name !== 'FlateDecode') throw new PdfError(`streams packed by ${name} are not read`);
  return { dict, data: unpredict(inflate(raw), dict) };
}

function inflate(raw: Buffer): Buffer {
  try {
    return inflateSync(raw, { maxOutputLength: MAX_INFLATED });
  } catch {
    throw new PdfError('a stream cannot be unpacked');
  }
}

/** PNG "up" and "none" prediction (ISO 32000-1, 7.4.4.4), which cross-reference streams use. */
function unpredict(data: Buffer, { dict }: PdfDict): Buffer {
  const parameters = dict.get('DecodeParms');
  const parms = isArray(parameters) ? parameters[0] : parameters;
  if (!isDict(parms) || Number(parms.dict.get('Predictor') ?? 1) < 10) return data;
  const columns = Number(parms.dict.get('Columns') ?? 1);
  if (!(columns > 0 && columns < 10_000)) throw new PdfError('a stream is damaged');
  const rows = Math.floor(data.length / (columns + 1));
  const out = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const kind = data[row * (columns + 1)];
    if (kind !== 0 && kind !== 2) throw new PdfError('a stream uses a prediction that is not read');
    for (let column = 0; column < columns; column += 1) {
      const above = kind === 2 && row > 0 ? (out[(row - 1) * columns + column] ?? 0) : 0;
      out[row * columns + column] = ((data[row * (columns + 1) + 1 + column] ?? 0) + above) & 0xff;
    }
  }
  return out;
}
