import { readSignedFields, type SignedField } from './fields';
import type { PdfFile } from './pdf-file';
import { isDict, isRef, type PdfValue } from './pdf-objects';

/** A signature of the file, wherever its dictionary stands. */
export interface FoundSignature {
  readonly field: SignedField;
  /** In no field of the form in any revision. */
  readonly isOrphan: boolean;
  /** In the newest revision its field still holds it. */
  readonly isKept: boolean;
  /** Two fields hold it, or its field stands twice in the form. */
  readonly isShared: boolean;
  /** The first revision whose form holds it. */
  readonly since: number;
}

/** Every signature of every revision, in the order in which they came. */
export function collectSignatures(pdf: PdfFile): FoundSignature[] {
  const found = new Map<string, FoundSignature>();
  for (const revision of pdf.revisions) {
    const fields = readSignedFields(pdf, revision);
    const holders = count(fields.map(keyOf));
    const names = count(fields.map(({ name }) => name));
    for (const field of fields) {
      const known = found.get(keyOf(field));
      const isAlone = holders.get(keyOf(field)) === 1 && names.get(field.name) === 1;
      found.set(keyOf(field), {
        field: known?.field ?? field,
        isOrphan: false,
        isKept: revision === pdf.newest && (!known || known.field.number === field.number),
        isShared: !isAlone || Boolean(known?.isShared),
        since: known?.since ?? revision.index,
      });
    }
  }
  return [...found.values(), ...orphans(pdf, new Set(found.keys()))];
}

function count(keys: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const key of keys) counted.set(key, (counted.get(key) ?? 0) + 1);
  return counted;
}

/** By where the dictionary stands; inside an object stream no signature can be right. */
const keyOf = ({ offset, number }: SignedField): string => (offset === undefined ? `field ${number}` : `at ${offset}`);

const RANGE = Buffer.from('/ByteRange');

/** Signature dictionaries that are objects of the file and no field's value. Usage rights (12.8.2.3) are no signature of a person. */
function orphans(pdf: PdfFile, known: ReadonlySet<string>): FoundSignature[] {
  const places = rangesOf(pdf.file);
  if (places.length <= known.size) return [];
  const owners = ownersOf(pdf, places);
  return [...owners].flatMap(([offset, number]) => {
    if (known.has(`at ${offset}`) || isUsageRights(pdf, number)) return [];
    const dictionary = pdf.revisions.map((revision) => atOffset(revision, number, offset)).find(isDict);
    if (!dictionary?.dict.has('ByteRange') || !dictionary.dict.has('Contents')) return [];
    const field: SignedField = { name: '', number, dictionary, offset, lock: undefined };
    return [{ field, isOrphan: true, isKept: false, isShared: false, since: 0 }];
  });
}

function atOffset(revision: PdfFile['newest'], number: number, offset: number): PdfValue {
  const place = revision.place(number);
  return place !== 'free' && 'offset' in place && place.offset === offset ? revision.load(number) : null;
}

function rangesOf(file: Buffer): number[] {
  const places: number[] = [];
  for (let at = file.indexOf(RANGE); at >= 0; at = file.indexOf(RANGE, at + 1)) places.push(at);
  return places;
}

/** The objects that begin last before each place: offset and number. */
function ownersOf({ revisions }: PdfFile, places: readonly number[]): Map<number, number> {
  const starts: [number, number][] = [];
  for (const { sections } of revisions)
    for (const { entries } of sections)
      for (const [number, place] of entries)
        if (place !== 'free' && 'offset' in place) starts.push([place.offset, number]);
  starts.sort(([left], [right]) => left - right);
  const owners = new Map<number, number>();
  let index = 0;
  for (const place of places) {
    while ((starts[index + 1]?.[0] ?? Infinity) <= place) index += 1;
    const owner = starts[index];
    if (owner && owner[0] <= place) owners.set(...owner);
  }
  return owners;
}

function isUsageRights({ newest }: PdfFile, number: number): boolean {
  const permissions = newest.get(newest.trailer.dict.get('Root'), 'Perms');
  return (
    isDict(permissions) &&
    ['UR', 'UR3'].some((key) => {
      const value = permissions.dict.get(key);
      return isRef(value) && value.ref === number;
    })
  );
}
