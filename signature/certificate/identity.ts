import { OID } from '../asn1/oids';
import type { SignatureReport, SignerIdentifier } from '../report';
import type { Certificate } from './certificate';

/** EN 319 412-1, 5.1.3 and 5.1.4: three letters or two letters and a colon, country, hyphen, number. Nothing outside ASCII. */
const SEMANTICS = /^([A-Z]{3}|[A-Z]{2}:)([A-Z]{2})-([\x21-\x7e]+)$/;

const PERSON = ['PNO', 'PAS', 'IDC', 'TIN', 'TAX'];
const ORGANISATION = ['NTR', 'VAT', 'TIN', 'LEI', 'PSD'];

/** Which kinds an attribute may hold; a kind of a country's own (`EI:`) may stand in either. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  [OID.serialNumber]: PERSON,
  [OID.organizationIdentifier]: ORGANISATION,
};

/** Begins as an identifier does, whether or not it goes on as one. */
const BEGINS = new RegExp(`^\\s*(${[...new Set([...PERSON, ...ORGANISATION])].join('|')})\\s*[A-Z]{2}(?![A-Z])`, 'i');

export interface TypedValue {
  /** Undefined where the value is not written as EN 319 412-1 demands. */
  readonly identifier: SignerIdentifier | undefined;
  /** It is of a kind that may stand in this attribute. */
  readonly isInPlace: boolean;
  readonly isMeant: boolean;
}

export function readTyped(attribute: string, value: string): TypedValue {
  const [, kind, country, number] = SEMANTICS.exec(value) ?? [];
  const isMeant = BEGINS.test(value);
  const isKind = kind !== undefined && (kind.endsWith(':') || PERSON.includes(kind) || ORGANISATION.includes(kind));
  if (!isKind || !country || !number) return { identifier: undefined, isInPlace: true, isMeant };
  const isInPlace = kind.endsWith(':') || (KINDS[attribute] ?? []).includes(kind);
  return { identifier: { kind: kind.replace(':', ''), country, number }, isInPlace, isMeant: true };
}

/** The typed identifiers of a certificate: a person's in serialNumber, an organisation's in organizationIdentifier. */
export const readIdentifiers = ({ subjectAttributes }: Pick<Certificate, 'subjectAttributes'>): SignerIdentifier[] =>
  [OID.serialNumber, OID.organizationIdentifier].flatMap((wanted) =>
    subjectAttributes.flatMap(({ type, value }) => {
      if (type !== wanted) return [];
      const { identifier, isInPlace } = readTyped(type, value);
      return identifier && isInPlace ? [identifier] : [];
    }),
  );

/** Exactly the same kind, country and number; nothing is folded or guessed. */
export function sameIdentity({ signedBy }: Pick<SignatureReport, 'signedBy'>, wanted: SignerIdentifier): boolean {
  return !!signedBy?.identifiers.some(
    ({ kind, country, number }) => kind === wanted.kind && country === wanted.country && number === wanted.number,
  );
}
