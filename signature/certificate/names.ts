import { DerError, TAG, children, content, context, expect, oid, readTlv, string, whole, type Tlv } from '../asn1/tlv';

export interface Attribute {
  readonly type: string;
  readonly value: string;
}

/** A distinguished name, relative part by part. */
export type RelativeNames = readonly (readonly Attribute[])[];

export const readRelativeNames = (name: Tlv): RelativeNames =>
  children(expect(name, TAG.sequence)).map((set) =>
    children(expect(set, TAG.set)).map((attribute) => {
      const [type, value] = children(attribute);
      return { type: oid(type), value: value ? textOf(value) : '' };
    }),
  );

/**
 * Certificates are read tolerantly: an authority somewhere in the bag that writes a name in another encoding than it says is not a fault
 * of the signature. What cannot be read is U+FFFD, which in a signer's name is a doubt.
 */
function textOf(value: Tlv): string {
  try {
    return string(value);
  } catch (error) {
    if (error instanceof DerError) return `${content(value).toString('utf8')}\ufffd`;
    throw error;
  }
}

/**
 * One text for names that are the same (RFC 5280, 7.1): letter case and repeated spaces do not count, nor how the text is encoded. For
 * comparing authorities only; a person's identity is compared exactly.
 */
export const canonicalNames = (names: RelativeNames): readonly string[] =>
  names.map((set) =>
    set
      .map(
        ({ type, value }) =>
          `${type}=${JSON.stringify(value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())}`,
      )
      .sort()
      .join('+'),
  );

export const canonicalName = (bytes: Buffer): string => canonicalNames(readRelativeNames(readTlv(bytes))).join(',');

/** GeneralName (RFC 5280, 4.2.1.6). */
export type GeneralName =
  | { readonly type: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly type: 'directory'; readonly value: readonly string[]; readonly bytes: Buffer }
  | { readonly type: 'ip'; readonly value: Buffer }
  | { readonly type: 'other' };

export function readGeneralName(name: Tlv): GeneralName {
  switch (name.tag) {
    case context(1, false):
      return { type: 'email', value: string(name) };
    case context(2, false):
      return { type: 'dns', value: string(name) };
    case context(6, false):
      return { type: 'uri', value: string(name) };
    case context(7, false):
      return { type: 'ip', value: content(name) };
    case context(4): {
      const [inner] = children(name);
      if (!inner) throw new DerError('a name is empty');
      return { type: 'directory', value: canonicalNames(readRelativeNames(inner)), bytes: whole(inner) };
    }
    default:
      return { type: 'other' };
  }
}

/** The addresses among general names. */
export const urisOf = (names: readonly GeneralName[]): string[] =>
  names.flatMap((name) => (name.type === 'uri' ? [name.value] : []));
