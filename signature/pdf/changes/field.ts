import { isArray, isDict, isString, nameOf, sameValue, type PdfDict, type PdfValue } from '../pdf-objects';
import { partialName } from '../fields';
import { dictOr, differences, follow, numbersIn, sameResolved, type Comparison } from './comparison';
import { isTimeStamp, showsText } from './look';

interface Node {
  readonly number: number;
  readonly isThere: boolean;
  /** What a field inherits (ISO 32000-1, 12.7.3.1). */
  readonly parent?: {
    readonly name: string;
    readonly type: string | undefined;
    readonly flags: number;
    readonly values: readonly [PdfValue | undefined, PdfValue | undefined];
    readonly depth: number;
  };
}

/** What comes with a value; RV is its rich text, I the chosen options. */
const FILLED = ['V', 'AP', 'AS', 'RV', 'I', 'M'];
const MAX_DEPTH = 20;
const PUSH_BUTTON = 1 << 16;

/** A field that was there before, and those below it. Answers with its name. */
export function compareField(comparison: Comparison, { number, isThere, parent }: Node): string {
  const { old, now, found, budget, compared } = comparison;
  budget.spend(100);
  const [left, right] = [dictOr(old.load(number)), dictOr(now.load(number))];
  const name = [parent?.name, partialName(old, left)].filter(Boolean).join('.');
  const type = nameOf(old.get(left, 'FT')) ?? parent?.type;
  const depth = parent?.depth ?? 0;
  if (!isThere || compared.has(number) || depth > MAX_DEPTH) {
    found.push(type === 'Sig' ? { kind: 'signature-lost', field: name } : { kind: 'field', field: name });
    return name;
  }
  compared.add(number);
  const flags = Number(old.get(left, 'Ff') ?? parent?.flags ?? 0);
  const values = [left.dict.get('V') ?? parent?.values[0], right.dict.get('V') ?? parent?.values[1]] as const;
  const field: Field = { name, type, flags, values, before: left, after: right };
  if (type === 'Sig') compareSignatureField(comparison, field);
  else compareFilled(comparison, field);
  compareKids(comparison, field, depth);
  return name;
}

interface Field {
  readonly name: string;
  readonly type: string | undefined;
  readonly flags: number;
  readonly values: readonly [PdfValue | undefined, PdfValue | undefined];
  readonly before: PdfDict;
  readonly after: PdfDict;
}

function compareFilled(comparison: Comparison, field: Field): void {
  const { name, type, flags, values, before, after } = field;
  const isFilled = !sameResolved(comparison, values);
  const isFillable = isFilled && !(type === 'Btn' && (flags & PUSH_BUTTON) !== 0);
  const besides = isFillable ? [...FILLED, 'Kids'] : ['Kids'];
  const differing = differences(comparison, [before, after], { besides, origin: { kind: 'appearance', field: name } });
  // The value may be written in another way and stay what it is.
  const real = differing.filter((key) => isFillable || !['V', 'M'].includes(key));
  if (real.some((key) => !['AP', 'AS'].includes(key))) comparison.found.push({ kind: 'field', field: name });
  if (real.some((key) => ['AP', 'AS'].includes(key))) comparison.found.push({ kind: 'appearance', field: name });
  if (isFillable) comparison.found.push({ kind: 'fill', field: name, wasEmpty: wasEmpty(comparison, field) });
  else if (differing.includes('V')) follow(comparison, before.dict.get('V'), { kind: 'field', field: name });
}

/** Without a value, and showing none. */
function wasEmpty({ old }: Comparison, { values: [value], type, before }: Field): boolean {
  return isEmpty(old.resolve(value)) && (type === 'Btn' || !showsText(old, before));
}

function isEmpty(value: PdfValue): boolean {
  if (isString(value)) return value.bytes.length === 0 || value.bytes.equals(BYTE_ORDER_MARK);
  return value === null || nameOf(value) === 'Off' || (isArray(value) && value.length === 0);
}

const BYTE_ORDER_MARK = Buffer.from([0xfe, 0xff]);
const SIGNED = ['V', 'AP', 'AS', 'M', 'F'];

/** An empty field may be signed; a signature that was there stays. */
function compareSignatureField(comparison: Comparison, { name, values, before, after }: Field): void {
  const { old, now, found } = comparison;
  const [had, has] = [old.resolve(values[0]), now.resolve(values[1])];
  const isSigned = had === null && isDict(has);
  const besides = isSigned ? [...SIGNED, 'Kids'] : ['Kids'];
  const differing = differences(comparison, [before, after], {
    besides,
    origin: { kind: 'signature-lost', field: name },
  });
  const isHidden = (Number(now.get(after, 'F')) & ~(Number(old.get(before, 'F')) | PRINTED_OR_LOCKED)) !== 0;
  if (!isSigned && !sameResolved(comparison, values)) found.push({ kind: 'signature-lost', field: name });
  else if (differing.length > 0 || (isSigned && isHidden)) found.push({ kind: 'field', field: name });
  if (!isSigned) return;
  const isVisible = after.dict.has('AP') && !sameValue(before.dict.get('AP'), after.dict.get('AP'));
  if (isTimeStamp(now, has)) found.push({ kind: 'time-stamp', field: name, isVisible });
  else found.push({ kind: 'signature', field: name, isNew: false, isVisible });
}

/** Annotation flags (12.5.3). */
const PRINTED_OR_LOCKED = (1 << 2) | (1 << 7);

function compareKids(comparison: Comparison, { name, type, flags, values, before, after }: Field, depth: number): void {
  const { old, now, found } = comparison;
  const [had, has] = [old.get(before, 'Kids'), now.get(after, 'Kids')];
  if (!sameValue(had, has) || numbersIn(had).others > 0) found.push({ kind: 'field', field: name });
  const still = new Set(numbersIn(has).numbers);
  for (const number of new Set(numbersIn(had).numbers))
    compareField(comparison, {
      number,
      isThere: still.has(number),
      parent: { name, type, flags, values, depth: depth + 1 },
    });
}
