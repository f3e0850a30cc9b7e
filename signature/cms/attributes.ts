import { DerError, TAG, children, expect, oid, readTlv, whole, type ReadElement, type Tlv } from '../asn1/tlv';

/** An attribute of a signer (RFC 5652, 5.3). */
export interface Attribute {
  readonly type: string;
  /** The attribute as it stands. */
  readonly bytes: Buffer;
  readonly values: readonly Tlv[];
}

export function readAttributes(set: Tlv, read: ReadElement = readTlv): Attribute[] {
  return children(set, read).map((attribute) => {
    const [type, values, ...more] = children(expect(attribute, TAG.sequence), read);
    if (more.length > 0) throw new DerError('an attribute has more than a type and values');
    return { type: oid(type), bytes: whole(attribute), values: children(expect(values, TAG.set), read) };
  });
}

/** A signed attribute stands once (RFC 5652, 5.3). */
export function refuseRepeated(attributes: readonly Attribute[]): void {
  if (new Set(attributes.map(({ type }) => type)).size < attributes.length)
    throw new DerError('a signed attribute stands twice');
}

export const has = (attributes: readonly Attribute[], type: string): boolean =>
  attributes.some((attribute) => attribute.type === type);

/** All values of a type, in order. */
export const valuesOf = (attributes: readonly Attribute[], type: string): Buffer[] =>
  attributes.filter((attribute) => attribute.type === type).flatMap(({ values }) => values.map(whole));

/** The one value of an attribute that must have one. */
export function single(attributes: readonly Attribute[], type: string): Tlv {
  const [value, ...more] = attributes.filter((attribute) => attribute.type === type).flatMap(({ values }) => values);
  if (!value || more.length > 0) throw new DerError(`attribute ${type} needs exactly one value`);
  return value;
}
