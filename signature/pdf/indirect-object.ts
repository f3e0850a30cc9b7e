import { PdfError, isDict, type PdfValue } from './pdf-objects';
import { PdfReader } from './pdf-reader';
import type { Budget } from './budget';

export interface IndirectObject {
  readonly number: number;
  readonly generation: number;
  /** A stream has the place of its data. */
  readonly value: PdfValue;
  /** Where its own number stands. */
  readonly from: number;
  /** Behind its value, or behind the word `stream` and its line end. */
  readonly to: number;
}

/** `n g obj` and its value (ISO 32000-1, 7.3.10). */
export function readIndirect(file: Buffer, offset: number, budget: Budget): IndirectObject {
  const reader = new PdfReader(file, offset);
  try {
    reader.skipWhite();
    const from = reader.position();
    const [number, generation] = [reader.integer(), reader.integer()];
    if (number === undefined || generation === undefined || reader.word() !== 'obj')
      throw new PdfError('a cross-reference points at something else');
    const value = reader.value();
    const head = { number, generation, from };
    const to = reader.position();
    if (!isDict(value) || reader.word() !== 'stream') return { ...head, value, to };
    const data = dataStart(file, reader.position());
    return { ...head, value: { ...value, data }, to: data };
  } finally {
    budget.spend(reader.position() - offset + 1);
  }
}

/** After the word `stream` come CRLF or LF, never CR alone (7.3.8.1). */
function dataStart(file: Buffer, position: number): number {
  if (file[position] === 0x0d && file[position + 1] === 0x0a) return position + 2;
  if (file[position] === 0x0a) return position + 1;
  throw new PdfError('a stream is damaged');
}

/** Where an object ends, `endobj` included; `length` tells the length of a stream. */
export function endOfObject(
  file: Buffer,
  object: IndirectObject,
  length: (value: PdfValue | undefined) => number,
): number {
  const { value } = object;
  const isStream = isDict(value) && value.data !== undefined;
  const reader = new PdfReader(file, isStream ? object.to + length(value.dict.get('Length')) : object.to);
  if ((isStream && reader.word() !== 'endstream') || reader.word() !== 'endobj')
    throw new PdfError(`object ${object.number} does not end`);
  return reader.position();
}
