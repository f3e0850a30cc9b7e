import { OID } from '../asn1/oids';
import type { Certificate } from './certificate';
import type { SignatureReport, SignerIdentifier } from '../report';

/** EN 319 412-1, 5.1.3 and 5.1.4: three letters or two letters and a colon, country, hyphen, number. */
const SEMANTICS = /^(PAS|IDC|PNO|TAX|TIN|NTR|VAT|[A-Z]{2}:)([A-Z]{2})-(\S+)$/;

/** The typed identifiers of a certificate: a person's in serialNumber, an organisation's in organizationIdentifier. */
export function readIdentifiers({ subjectAttributes }: Pick<Certificate, 'subjectAttributes'>): {
  identifiers: SignerIdentifier[];
  isAmbiguous: boolean;
} {
  const of = (wanted: string) => subjectAttributes.filter(({ type }) => type === wanted);
  const numbers = of(OID.serialNumber);
  const identifiers = [...numbers, ...of(OID.organizationIdentifier)].flatMap(({ value }) => {
    const [, kind, country, number] = SEMANTICS.exec(value) ?? [];
    return kind && country && number ? [{ kind: kind.replace(':', ''), country, number }] : [];
  });
  return { identifiers, isAmbiguous: numbers.length > 1 };
}

/** Exactly the same kind, country and number; nothing is folded or guessed. */
export function sameIdentity({ signedBy }: Pick<SignatureReport, 'signedBy'>, wanted: SignerIdentifier): boolean {
  return !!signedBy?.identifiers.some(
    ({ kind, country, number }) => kind === wanted.kind && country === wanted.country && number === wanted.number,
  );
}
