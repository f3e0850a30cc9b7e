import type { Budget } from './budget';
import { PdfError, type PdfDict, type PdfValue } from './pdf-objects';
import { PdfReader } from './pdf-reader';

interface Container {
  readonly offset: number;
  readonly dict: PdfDict;
  readonly data: () => Buffer;
}

interface Opened {
  readonly data: Buffer;
  /** Object numbers and where each object begins, as pairs. */
  readonly index: Float64Array;
}

const MAX_OBJECTS = 100_000;
const MAX_KEPT = 64 * 1024 * 1024;

/** Objects out of object streams (ISO 32000-1, 7.5.7). A stream is unpacked once, while there is room for it. */
export function createObjectStreams(budget: Budget) {
  const kept = new Map<number, Opened>();
  let size = 0;

  function open(container: Container): Opened {
    const known = kept.get(container.offset);
    if (known) return known;
    const opened = readIndex(container);
    if (size + opened.data.length > MAX_KEPT) {
      kept.clear();
      size = 0;
    }
    size += opened.data.length;
    kept.set(container.offset, opened);
    return opened;
  }

  function read(container: Container, { index }: { readonly index: number }, number: number): PdfValue {
    const { data, index: pairs } = open(container);
    const from = pairs[2 * index + 1];
    if (pairs[2 * index] !== number || from === undefined) throw new PdfError('an object stream holds another object');
    const reader = new PdfReader(data, from);
    try {
      return reader.value();
    } finally {
      budget.spend(reader.position() - from + 1);
    }
  }

  return { read };
}

function readIndex({ dict: { dict }, data: unpack }: Container): Opened {
  const [count, first] = [Number(dict.get('N')), Number(dict.get('First'))];
  if (!(count >= 0 && count <= MAX_OBJECTS && first >= 0)) throw new PdfError('an object stream is damaged');
  const data = unpack();
  const reader = new PdfReader(data, 0);
  const index = Float64Array.from({ length: 2 * count }, (_nothing, place) => {
    const number = reader.integer() ?? Number.NaN;
    return place % 2 === 0 ? number : first + number;
  });
  return { data, index };
}
