import { appendRevision } from '../../support/pdf-builder';
import type { Sound } from './corpus';
import type { Random } from './random';

type Change = (text: string, random: Random, other: string) => string;

const splice = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

function oneOf(text: string, pattern: RegExp, random: Random): RegExpMatchArray | undefined {
  const found = [...text.matchAll(pattern)];
  return found.length > 0 ? random.pick(found) : undefined;
}

/** Changes the text that a pattern finds at one of its places. */
function at(text: string, pattern: RegExp, random: Random, change: (found: string) => string): string {
  const match = oneOf(text, pattern, random);
  return match ? splice(text, match.index ?? 0, (match.index ?? 0) + match[0].length, change(match[0])) : text;
}

const OBJECT = /\d+ 0 obj\n[^]*?endobj\n/g;
const HOLE = /<3[0-9a-f]{500,}>/g;
const bodyOf = (object: string): string => object.replace(/^\d+ 0 obj\n/, '').replace(/endobj\n$/, '');

const CHANGES: readonly Change[] = [
  // Numbers: references, offsets, lengths, ranges.
  (text, random) =>
    at(text, /\b\d{1,10}\b/g, random, (found) => String(random.below(20_000)).padStart(found.length, '0')),
  (text, random) =>
    at(text, /\/ByteRange \[[^\]]*\]/g, random, (found) =>
      at(found, /\d+/g, random, (one) => String(Number(one) + random.below(9) - 4)),
    ),
  (text, random) =>
    at(text, /\d{10} \d{5} n/g, random, () => `${String(random.below(12_000)).padStart(10, '0')} 00000 n`),
  (text, random) => at(text, /startxref\n\d+/g, random, () => `startxref\n${random.below(text.length)}`),
  (text, random) => at(text, /\/Prev \d+/g, random, () => `/Prev ${random.below(text.length)}`),
  // Names, blanks, objects.
  (text, random) =>
    at(text, /\/[A-Za-z]+/g, random, () =>
      random.pick(['/V', '/Sig', '/Type', '/Kids', '/Contents', '/ByteRange', '/X', '/Prev']),
    ),
  (text, random) => at(text, /[ \n]/g, random, () => random.pick(['', '  ', '\n', '\t', '%\n', '\0'])),
  (text, random) => at(text, OBJECT, random, () => ''),
  (text, random) => at(text, OBJECT, random, (found) => found + found),
  (text, random, other) => at(text, OBJECT, random, () => oneOf(other, OBJECT, random)?.[0] ?? ''),
  // The space of the signature.
  (text, random) => at(text, HOLE, random, (hole) => at(hole, /[a-f]/g, random, (digit) => digit.toUpperCase())),
  (text, random) =>
    at(text, HOLE, random, (hole) =>
      at(hole, /00/g, random, () => random.pick(['01', ' 0', '\n\n', '0 ', '>0', '0>', 'zz'])),
    ),
  // What comes after it.
  (text, random) =>
    text + random.pick(['\n', ' ', '%', '%%EOF\n', '\0', 'startxref\n0\n%%EOF\n', text.slice(0, random.below(300))]),
  later,
];

/** A revision that gives an object the body of another, or of one in another file. */
function later(text: string, random: Random, other: string): string {
  const objects = [...text.matchAll(OBJECT)];
  const number = Number.parseInt(random.pick(objects)[0], 10);
  const body = bodyOf((random.below(2) === 0 ? random.pick(objects) : oneOf(other, OBJECT, random))?.[0] ?? '');
  return appendRevision(Buffer.from(text, 'latin1'), { [number]: body }).toString('latin1');
}

export function mutatePdf(bytes: Buffer, others: readonly Sound[], random: Random): Buffer {
  const pdfs = others.filter(({ name }) => name.endsWith('.pdf'));
  const change = random.pick(CHANGES);
  return Buffer.from(change(bytes.toString('latin1'), random, random.pick(pdfs).bytes.toString('latin1')), 'latin1');
}
