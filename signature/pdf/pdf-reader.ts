import {
  PdfError,
  sameValue,
  type PdfDict,
  type PdfName,
  type PdfRef,
  type PdfString,
  type PdfValue,
} from './pdf-objects';

const MAX_DEPTH = 100;
const REGULAR = 0;
const WHITE = 1;
const DELIMITER = 2;
const KIND = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KIND[byte] = WHITE;
for (const byte of Buffer.from('()<>[]{}/%')) KIND[byte] = DELIMITER;

export type PdfReader = ReturnType<typeof createReader>;

/** Is it white space of PDF (ISO 32000-1, 7.2.2)? */
export const isWhite = (byte: number | undefined): boolean => byte !== undefined && KIND[byte] === WHITE;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Reads objects (ISO 32000-1, 7.3) from a place on. Throws PdfError for what is no object. */
export function createReader(file: Buffer, position: number) {
  let at = position;
  const isRegular = (byte: number | undefined): boolean => byte !== undefined && KIND[byte] === REGULAR;

  /** White space and comments. */
  function skipWhite(): void {
    for (;;) {
      const byte = file[at];
      if (byte === 0x25) while (file[at] !== undefined && file[at] !== 0x0a && file[at] !== 0x0d) at += 1;
      else if (isWhite(byte)) at += 1;
      else return;
    }
  }

  function word(): string {
    skipWhite();
    const from = at;
    while (isRegular(file[at])) at += 1;
    return file.toString('latin1', from, at);
  }

  function value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new PdfError('objects are nested too deeply');
    skipWhite();
    const byte = file[at];
    if (byte === 0x2f) return name();
    if (byte === 0x28) return literal();
    if (byte === 0x5b) return array(depth);
    if (byte === 0x3c) return file[at + 1] === 0x3c ? dict(depth) : hex();
    return isDigit(byte) ? numberOrReference() : numberOrWord();
  }

  function name(): PdfName {
    at += 1;
    const from = at;
    while (isRegular(file[at])) at += 1;
    const text = file.toString('latin1', from, at);
    if (!text.includes('#')) return { name: text };
    return {
      name: text.replace(/#([0-9A-Fa-f]{2})/g, (_whole, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    };
  }

  function array(depth: number): PdfValue[] {
    at += 1;
    const list: PdfValue[] = [];
    for (skipWhite(); file[at] !== 0x5d; skipWhite()) {
      if (file[at] === undefined) throw new PdfError('an array does not end');
      list.push(value(depth + 1));
    }
    at += 1;
    return list;
  }

  /** A key that stands twice with two values means one thing to one program and another to the next. */
  function dict(depth: number): PdfDict {
    at += 2;
    const entries = new Map<string, PdfValue>();
    for (skipWhite(); file[at] !== 0x3e; skipWhite()) {
      if (file[at] !== 0x2f) throw new PdfError('a dictionary key is no name');
      const { name: key } = name();
      const item = value(depth + 1);
      if (entries.has(key) && !sameValue(entries.get(key), item))
        throw new PdfError(`a dictionary has two values for /${key.slice(0, 40)}`);
      entries.set(key, item);
    }
    if (file[at + 1] !== 0x3e) throw new PdfError('a dictionary does not end');
    at += 2;
    return { dict: entries };
  }

  function hex(): PdfString {
    const from = at;
    const end = file.indexOf(0x3e, at);
    if (end < 0) throw new PdfError('a string does not end');
    let digits = file.toString('latin1', at + 1, end);
    if (!/^[0-9A-Fa-f]*$/.test(digits)) digits = digits.replace(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new PdfError('a hexadecimal string holds something else');
    at = end + 1;
    return { bytes: Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex'), from, to: at, isHex: true };
  }

  function literal(): PdfString {
    const from = at;
    for (let open = 0; ; at += 1) {
      const byte = file[at];
      if (byte === undefined) throw new PdfError('a string does not end');
      if (byte === 0x5c) at += 1;
      else if (byte === 0x28) open += 1;
      else if (byte === 0x29 && (open -= 1) === 0) break;
    }
    at += 1;
    return { bytes: unescape(file.subarray(from + 1, at - 1)), from, to: at, isHex: false };
  }

  function digits(): number | undefined {
    if (!isDigit(file[at])) return undefined;
    let number = 0;
    for (; isDigit(file[at]); at += 1) number = number * 10 + (file[at] ?? 0) - 0x30;
    return number;
  }

  function numberOrReference(): PdfValue {
    const from = at;
    const number = digits() ?? 0;
    if (isRegular(file[at])) {
      at = from;
      return numberOrWord();
    }
    return reference(number) ?? number;
  }

  function reference(ref: number): PdfRef | undefined {
    const after = at;
    skipWhite();
    const generation = digits();
    if (generation !== undefined) skipWhite();
    if (generation === undefined || file[at] !== 0x52 || isRegular(file[at + 1])) {
      at = after;
      return undefined;
    }
    at += 1;
    return { ref, generation };
  }

  function numberOrWord(): PdfValue {
    const text = word();
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new PdfError(`"${text.slice(0, 20)}" is no object`);
    return Number(text);
  }

  return { value, word, skipWhite, position: () => at };
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** Escapes, and line ends as one line feed (ISO 32000-1, 7.3.4.2). */
function unescape(raw: Buffer): Buffer {
  if (!raw.includes(0x5c) && !raw.includes(0x0d)) return raw;
  const text = raw.toString('latin1').replace(/\\([0-7]{1,3}|\r\n|[^])|\r\n?/g, (_whole, escaped?: string) => {
    if (escaped === undefined) return '\n';
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    if (/^[\r\n]/.test(escaped)) return '';
    const code = ESCAPES[escaped];
    return code === undefined ? escaped : String.fromCharCode(code);
  });
  return Buffer.from(text, 'latin1');
}
