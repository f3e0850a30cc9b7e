import type { Budget } from './budget';
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

/** Is it white space of PDF (ISO 32000-1, 7.2.2)? */
export const isWhite = (byte: number | undefined): boolean => byte !== undefined && KIND[byte] === WHITE;
const isRegular = (byte: number | undefined): boolean => byte !== undefined && KIND[byte] === REGULAR;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Reads objects (ISO 32000-1, 7.3) from a place on. Throws PdfError for what is no object. A class: thousands are made a second. */
export class PdfReader {
  constructor(
    private readonly file: Buffer,
    private at: number,
  ) {}

  position(): number {
    return this.at;
  }

  /** White space and comments. */
  skipWhite(): void {
    const { file } = this;
    for (;;) {
      const byte = file[this.at];
      if (byte === 0x25)
        while (file[this.at] !== undefined && file[this.at] !== 0x0a && file[this.at] !== 0x0d) this.at += 1;
      else if (isWhite(byte)) this.at += 1;
      else return;
    }
  }

  word(): string {
    this.skipWhite();
    return this.regular();
  }

  /** A word of digits alone; undefined for any other. */
  integer(): number | undefined {
    this.skipWhite();
    const number = this.digits();
    return isRegular(this.file[this.at]) ? undefined : number;
  }

  value(depth = 0): PdfValue {
    if (depth > MAX_DEPTH) throw new PdfError('objects are nested too deeply');
    this.skipWhite();
    const byte = this.file[this.at];
    if (byte === 0x2f) return this.name();
    if (byte === 0x28) return this.literal();
    if (byte === 0x5b) return this.array(depth);
    if (byte === 0x3c) return this.file[this.at + 1] === 0x3c ? this.dict(depth) : this.hex();
    return isDigit(byte) ? this.numberOrReference() : this.numberOrWord();
  }

  private regular(): string {
    const from = this.at;
    while (isRegular(this.file[this.at])) this.at += 1;
    return this.file.toString('latin1', from, this.at);
  }

  private name(): PdfName {
    this.at += 1;
    const text = this.regular();
    if (!text.includes('#')) return { name: text };
    return {
      name: text.replace(/#([0-9A-Fa-f]{2})/g, (_whole, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    };
  }

  private array(depth: number): PdfValue[] {
    this.at += 1;
    const list: PdfValue[] = [];
    for (this.skipWhite(); this.file[this.at] !== 0x5d; this.skipWhite()) {
      if (this.file[this.at] === undefined) throw new PdfError('an array does not end');
      list.push(this.value(depth + 1));
    }
    this.at += 1;
    return list;
  }

  /** A key that stands twice with two values means one thing to one program and another to the next. */
  private dict(depth: number): PdfDict {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (this.skipWhite(); this.file[this.at] !== 0x3e; this.skipWhite()) {
      if (this.file[this.at] !== 0x2f) throw new PdfError('a dictionary key is no name');
      const { name: key } = this.name();
      const item = this.value(depth + 1);
      if (entries.has(key) && !sameValue(entries.get(key), item))
        throw new PdfError(`a dictionary has two values for /${key.slice(0, 40)}`);
      entries.set(key, item);
    }
    if (this.file[this.at + 1] !== 0x3e) throw new PdfError('a dictionary does not end');
    this.at += 2;
    return { dict: entries };
  }

  private hex(): PdfString {
    const from = this.at;
    const end = this.file.indexOf(0x3e, from);
    if (end < 0) throw new PdfError('a string does not end');
    let digits = this.file.toString('latin1', from + 1, end);
    if (/\s|\0/.test(digits)) digits = digits.replace(/[\0\t\n\f\r ]/g, '');
    const bytes = Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex');
    // What is no digit ends the decoding.
    if (bytes.length !== Math.ceil(digits.length / 2)) throw new PdfError('a hexadecimal string holds something else');
    this.at = end + 1;
    return { bytes, from, to: this.at, isHex: true };
  }

  private literal(): PdfString {
    const { file } = this;
    const from = this.at;
    for (let open = 0; ; this.at += 1) {
      const byte = file[this.at];
      if (byte === undefined) throw new PdfError('a string does not end');
      if (byte === 0x5c) this.at += 1;
      else if (byte === 0x28) open += 1;
      else if (byte === 0x29 && (open -= 1) === 0) break;
    }
    this.at += 1;
    return { bytes: unescape(file.subarray(from + 1, this.at - 1)), from, to: this.at, isHex: false };
  }

  private digits(): number | undefined {
    if (!isDigit(this.file[this.at])) return undefined;
    let number = 0;
    for (; isDigit(this.file[this.at]); this.at += 1) number = number * 10 + (this.file[this.at] ?? 0) - 0x30;
    return number;
  }

  private numberOrReference(): PdfValue {
    const from = this.at;
    const number = this.digits() ?? 0;
    if (isRegular(this.file[this.at])) {
      this.at = from;
      return this.numberOrWord();
    }
    return this.reference(number) ?? number;
  }

  private reference(ref: number): PdfRef | undefined {
    const after = this.at;
    this.skipWhite();
    const generation = this.digits();
    if (generation !== undefined) this.skipWhite();
    if (generation === undefined || this.file[this.at] !== 0x52 || isRegular(this.file[this.at + 1])) {
      this.at = after;
      return undefined;
    }
    this.at += 1;
    return { ref, generation };
  }

  private numberOrWord(): PdfValue {
    const text = this.regular();
    if (text === 'true' || text === 'false') return text === 'true';
    if (text === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new PdfError(`"${text.slice(0, 20)}" is no object`);
    return Number(text);
  }
}

/** Where the next object or word begins: behind white space and comments. */
export function behindWhite(file: Buffer, position: number, budget: Budget): number {
  const reader = new PdfReader(file, position);
  reader.skipWhite();
  budget.spend(reader.position() - position + 1);
  return reader.position();
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
