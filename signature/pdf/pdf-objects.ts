/** The objects of a PDF (ISO 32000-1, 7.3). A stream is its dictionary and the place where its data begins. */

export type PdfValue = null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | readonly PdfValue[];
export interface PdfName {
  readonly name: string;
}
export interface PdfString {
  readonly bytes: Buffer;
  /** Where it stands in what was read, delimiters included. */
  readonly from: number;
  readonly to: number;
  readonly isHex: boolean;
}
export interface PdfRef {
  readonly ref: number;
  readonly generation: number;
}
export interface PdfDict {
  readonly dict: ReadonlyMap<string, PdfValue>;
  /** Where the data of a stream begins in the file. */
  readonly data?: number;
}

/** What the bytes are not; its message ends in a sentence a citizen reads. */
export class PdfError extends Error {}

/** The file would take too much work; nothing more is read of it. */
export class PdfLimitError extends PdfError {}

const isObject = (value: PdfValue | undefined): value is PdfName | PdfString | PdfRef | PdfDict =>
  typeof value === 'object' && value !== null;

export const isDict = (value: PdfValue | undefined): value is PdfDict => isObject(value) && 'dict' in value;
export const isRef = (value: PdfValue | undefined): value is PdfRef => isObject(value) && 'ref' in value;
export const isString = (value: PdfValue | undefined): value is PdfString => isObject(value) && 'bytes' in value;
export const isArray = (value: PdfValue | undefined): value is readonly PdfValue[] => Array.isArray(value);
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  isObject(value) && 'name' in value ? value.name : undefined;

/** Integers of an array; undefined when it is none or holds anything else. */
export function integersOf(value: PdfValue | undefined): readonly number[] | undefined {
  if (!isArray(value)) return undefined;
  return value.every(Number.isSafeInteger) ? (value as readonly number[]) : undefined;
}

/** The same as written; references are compared, not followed; the data of streams is not looked at. */
export function sameValue(left: PdfValue | undefined, right: PdfValue | undefined): boolean {
  if (left === right) return true;
  if (isArray(left))
    return isArray(right) && left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
  if (isDict(left)) return isDict(right) && sameDict(left, right);
  if (isRef(left)) return isRef(right) && left.ref === right.ref && left.generation === right.generation;
  if (isString(left)) return isString(right) && left.bytes.equals(right.bytes);
  const name = nameOf(left);
  return name !== undefined && name === nameOf(right);
}

const sameDict = ({ dict: left }: PdfDict, { dict: right }: PdfDict): boolean =>
  left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameValue(value, right.get(key)));
