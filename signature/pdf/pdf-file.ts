import { createBudget, type Budget } from './budget';
import { samePlace, type Place, type Section } from './cross-reference';
import { decode } from './filters';
import { endOfObject, readIndirect, type IndirectObject } from './indirect-object';
import { createObjectStreams } from './object-stream';
import { PdfError, isDict, isRef, type PdfDict, type PdfValue } from './pdf-objects';
import { readRevisions, type RevisionBytes } from './revisions';

export type PdfFile = ReturnType<typeof openPdf>;
/** The document as it stood when one revision was the newest. */
export type Revision = ReturnType<typeof createRevision>;

const MAX_REFERENCES = 20;
const MAX_KEPT = 20_000;

/**
 * Opens a PDF as ISO 32000-1, 7.5 says: by `startxref` and the chain of cross-reference sections. Throws PdfError for a file that is
 * none, or that takes too much work to read. Encrypted documents are opened; their strings and streams are not readable.
 */
export function openPdf(file: Buffer) {
  if (!file.subarray(0, 1024).includes('%PDF-')) throw new PdfError('it does not begin like a PDF');
  const budget = createBudget(file);
  const bytes = readRevisions(file, budget);
  const source = createSource(file, budget);
  const revisions = bytes.map((own, index) => createRevision(source, own, index, bytes));
  const newest = revisions.at(-1);
  if (!newest) throw new PdfError('it has no revision');
  return {
    file,
    budget,
    /** Oldest first. */
    revisions,
    newest,
    /** What each object names: objects that stay where they are name the same in every revision. */
    references: new Map<Place, readonly number[]>(),
    isEncrypted: revisions.some(({ trailer }) => trailer.dict.has('Encrypt')),
  };
}

type Source = ReturnType<typeof createSource>;

/** Objects by their place, each read once while there is room. */
function createSource(file: Buffer, budget: Budget) {
  const kept = new Map<number, IndirectObject>();
  function objectAt(offset: number): IndirectObject {
    const known = kept.get(offset);
    if (known) return known;
    const object = readIndirect(file, offset, budget);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(offset, object);
    return object;
  }
  return { file, budget, objectAt, streams: createObjectStreams(budget) };
}

const newestFirst = (revisions: readonly RevisionBytes[]): readonly Section[] =>
  [...revisions].reverse().flatMap(({ sections }) => sections);

function createRevision(source: Source, own: RevisionBytes, index: number, all: readonly RevisionBytes[]) {
  const { file, budget, objectAt } = source;
  const visible = newestFirst(all.slice(0, index + 1));
  const trailer: PdfDict = (visible[0] as Section).trailer;

  function place(number: number): Place {
    for (const { entries } of visible) {
      const found = entries.get(number);
      if (found) return found;
    }
    return 'free';
  }

  /** The object of a number; null where there is none (7.3.10). */
  function load(number: number, generation?: number): PdfValue {
    const found = place(number);
    budget.spend(10 + visible.length);
    if (found === 'free') return null;
    if ('offset' in found) {
      const object = objectAt(found.offset);
      if (object.number !== number || object.generation !== found.generation)
        throw new PdfError('a cross-reference points at something else');
      return generation === undefined || generation === found.generation ? object.value : null;
    }
    return generation ? null : source.streams.read(container(found.stream), found, number);
  }

  /** An object stream is itself in no other one. */
  function container(number: number) {
    const holder = place(number);
    if (holder === 'free' || !('offset' in holder)) throw new PdfError('an object stream is missing');
    const { value } = objectAt(holder.offset);
    if (!isDict(value) || value.data === undefined) throw new PdfError('an object stream is missing');
    return { offset: holder.offset, dict: value, data: () => streamData(value) };
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let steps = 0; isRef(found); steps += 1) {
      if (steps > MAX_REFERENCES) throw new PdfError('references lead in a circle');
      found = load(found.ref, found.generation);
    }
    return found;
  }

  function lengthOf(value: PdfValue | undefined): number {
    const length = resolve(value);
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
      throw new PdfError('a stream is damaged');
    return length;
  }

  /** The bytes of a stream as they stand in the file. */
  function rawData({ dict, data = file.length }: PdfDict): Buffer {
    const end = data + lengthOf(dict.get('Length'));
    if (end > file.length) throw new PdfError('a stream is damaged');
    budget.spend(100);
    return file.subarray(data, end);
  }

  const streamData = (dict: PdfDict): Buffer => decode(rawData(dict), dict, budget);

  return {
    ...own,
    index,
    trailer,
    place,
    load,
    resolve,
    /** The value of a key, references followed; null where there is none. */
    get: (value: PdfValue | undefined, key: string): PdfValue => {
      const dict = resolve(value);
      return isDict(dict) ? resolve(dict.dict.get(key)) : null;
    },
    rawData,
    /** Unpacked. */
    streamData,
    /** Numbers whose place is another than in `earlier`. */
    changedSince: (earlier: { place: (number: number) => Place }): Set<number> =>
      new Set(
        own.sections.flatMap(({ entries }) =>
          [...entries].flatMap(([number, found]) => (samePlace(found, earlier.place(number)) ? [] : [number])),
        ),
      ),
    holdsObjects: (number: number): boolean => visible.some(({ containers }) => containers.has(number)),
    /** Where the object that begins at an offset ends. */
    endOf: (offset: number): number => endOfObject(file, objectAt(offset), lengthOf),
  };
}
