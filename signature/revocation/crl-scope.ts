import { OID } from '../asn1/oids';
import { DerError, TAG, children, content, context, expect, readWhole } from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { readPointName, type Extensions } from '../certificate/extensions';
import type { GeneralName } from '../certificate/names';

/** Which certificates a list speaks of (RFC 5280, 5.2.5). */
export interface Scope {
  /** It also holds certificates of other authorities. */
  readonly isIndirect: boolean;
  holds(certificate: Certificate, listIssuer: string): boolean;
}

const isSet = (value: Buffer | undefined): boolean => value !== undefined && value[0] !== 0;

/** Without an issuing distribution point: all certificates of the list's issuer, for every reason. */
export function readScope(extensions: Extensions): Scope {
  const extension = extensions.get(OID.issuingDistributionPoint);
  const fields = extension ? children(expect(readWhole(extension.value), TAG.sequence)) : [];
  const flag = (number: number): boolean =>
    isSet(fields.filter(({ tag }) => tag === context(number, false)).map(content)[0]);
  const [usersOnly, authoritiesOnly, isIndirect, attributesOnly] = [1, 2, 4, 5].map(flag);
  if (fields.some(({ tag }) => tag === context(3, false)))
    throw new DerError('a list for some reasons only is not read');
  const names = readPointName(fields.find(({ tag }) => tag === context(0)));
  return {
    isIndirect: isIndirect === true,
    holds(certificate, listIssuer) {
      if (attributesOnly || (usersOnly && certificate.isCa) || (authoritiesOnly && !certificate.isCa)) return false;
      return isIndirect ? isDelegated(certificate, listIssuer, names) : isDirect(certificate, listIssuer, names);
    },
  };
}

/** The list is the issuer's own; a part of it is the part that the certificate names. */
const isDirect = (certificate: Certificate, listIssuer: string, names: readonly GeneralName[]): boolean =>
  certificate.issuerName === listIssuer &&
  (names.length === 0 || certificate.distributionPoints.some((point) => shares(point.names, names)));

/** The certificate says that this authority keeps its list. */
const isDelegated = (certificate: Certificate, listIssuer: string, names: readonly GeneralName[]): boolean =>
  certificate.issuerName === listIssuer ||
  certificate.distributionPoints.some(
    ({ crlIssuers, names: own }) =>
      crlIssuers.some((name) => name.type === 'directory' && name.value.join(',') === listIssuer) &&
      (names.length === 0 || own.length === 0 || shares(own, names)),
  );

const shares = (some: readonly GeneralName[], others: readonly GeneralName[]): boolean => {
  const keys = new Set(others.map(keyOf));
  return some.some((name) => keys.has(keyOf(name)));
};

const keyOf = (name: GeneralName): string =>
  `${name.type}:${name.type === 'other' ? '' : name.type === 'directory' ? name.value.join(',') : String(name.value)}`;
