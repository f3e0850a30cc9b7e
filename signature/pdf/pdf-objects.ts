/** The objects of a PDF (ISO 32000-1, 7.3), read from bytes with bounds; streams are left as places. */

export type PdfValue = null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | readonly PdfValue[];
export interface PdfName {
  readonly name: string;
}
export interface PdfString {
  readonly bytes: Buffer;
  /** Where it stands in the file, delimiters included. */
  readonly from: number;
  readonly to: number;
}
export interface PdfRef {
  readonly ref: number;
}
export interface PdfDict {
  readonly dict: ReadonlyMap<string, PdfValue>;
}

export class PdfError extends Error {}

const MAX_DEPTH = 60;
const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITER = new Set([...'()<>[]{}/%'].map((character) => character.charCodeAt(0)));

export const isDict = (value: PdfValue | undefined): value is PdfDict =>
  typeof value === 'object' && value !== null && 'dict' in value;
export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && value !== null && 'ref' in value;
export const isString = (value: PdfValue | undefined): value is PdfString =>
  typeof value === 'object' && value !== null && 'bytes' in value;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;

/** A reader at a place in the file. */
export function createReader(file: Buffer, position: number) {
  let at = position;
  const peek = () => file[at];

  function skipWhite(): void {
    for (;;) {
      const byte = peek();
      if (byte === undefined) return;
      if (byte === 0x25) while (peek() !== undefined && peek() !== 0x0a && peek() !== 0x0d) at += 1;
      else if (WHITE.has(byte)) at += 1;
      else return;
    }
  }

  function word(): string {
    skipWhite();
    const from = at;
    for (let byte = peek(); byte !== undefined && !WHITE.has(byte) && !DELIMITER.has(byte); byte = peek()) at += 1;
    return file.toString('latin1', from, at);
  }

  function value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new PdfError('objects are nested too deeply');
    skipWhite();
    const byte = peek();
    if (byte === 0x2f) return name();
    if (byte === 0x28) return literal();
    if (byte === 0x5b) return array(depth);
    if (byte === 0x3c) return file[at + 1] === 0x3c ? dict(depth) : hex();
    return numberOrWord();
  }

  function name(): PdfName {
    at += 1;
    return {
      name: word().replace(/#([0-9A-Fa-f]{2})/g, (_whole, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    };
  }

  function array(depth: number): PdfValue[] {
    at += 1;
    const list: PdfValue[] = [];
    for (skipWhite(); peek() !== 0x5d; skipWhite()) {
      if (peek() === undefined) throw new PdfError('an array does not end');
      list.push(value(depth + 1));
    }
    at += 1;
    return list;
  }

  function dict(depth: number): PdfDict {
    at += 2;
    const entries = new Map<string, PdfValue>();
    for (skipWhite(); peek() !== 0x3e; skipWhite()) {
      if (peek() !== 0x2f) throw new PdfError('a dictionary key is no name');
      const { name: key } = name();
      entries.set(key, value(depth + 1));
    }
    at += 2;
    return { dict: entries };
  }

  function hex(): PdfString {
    const from = at;
    const end = file.indexOf(0x3e, at);
    if (end < 0) throw new PdfError('a string does not end');
    const digits = file.toString('latin1', at + 1, end).replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new PdfError('a hexadecimal string holds something else');
    at = end + 1;
    return { bytes: Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), from, to: at };
  }

  function literal(): PdfString {
    const from = at;
    const bytes: number[] = [];
    let open = 0;
    for (;;) {
      const byte = file[at];
      at += 1;
      if (byte === undefined) throw new PdfError('a string does not end');
      if (byte === 0x5c) {
        bytes.push(file[at] ?? 0);
        at += 1;
        continue;
      }
      if (byte === 0x28) open += 1;
      if (byte === 0x29) open -= 1;
      if (open === 0) break;
      if (!(byte === 0x28 && open === 1)) bytes.push(byte);
    }
    return { bytes: Buffer.from(bytes), from, to: at };
  }

  function numberOrWord(): PdfValue {
    const text = word();
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new PdfError(`"${text.slice(0, 20)}" is no object`);
    const after = at;
    const isReference = /^\d+$/.test(text) && /^\d+$/.test(word()) && word() === 'R';
    if (isReference) return { ref: Number(text) };
    at = after;
    return Number(text);
  }

  return { value, word, skipWhite, position: () => at, moveTo: (place: number) => void (at = place) };
}
