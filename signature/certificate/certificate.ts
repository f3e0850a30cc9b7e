import { X509Certificate, createHash, type KeyObject } from 'node:crypto';

import { readAlgorithm, type SignatureAlgorithm } from '../algorithms';
import { OID } from '../asn1/oids';
import { DerError, TAG, bits, children, context, expect, integerHex, readWhole, time, whole } from '../asn1/tlv';
import {
  readAccess,
  readAltNames,
  readBasicConstraints,
  readDistributionPoints,
  readExtensions,
  readIssuerKeyId,
  readKeyId,
  readKeyUsage,
  readPurposes,
  unknownCriticalOf,
  type BasicConstraints,
  type DistributionPoint,
  type ExtendedKeyUsage,
  type Extensions,
  type KeyUsage,
} from './extensions';
import { canonicalNames, readRelativeNames, type Attribute, type GeneralName, type RelativeNames } from './names';
import { readNameConstraints, readPolicies, type NameConstraints, type Policies } from './policies';
import { readQcStatements, type QcStatements } from './qc-statements';

/** A certificate as the check needs it: read by us, its key and its signature left to OpenSSL. */
export interface Certificate extends BasicConstraints, Policies {
  readonly der: Buffer;
  readonly sha256: string;
  readonly serial: string;
  /** How it is signed; undefined for an algorithm that we do not know. */
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  /** The same names for comparing authorities (RFC 5280, 7.1). */
  readonly issuerName: string;
  readonly subjectName: string;
  readonly subjectNames: RelativeNames;
  readonly subjectAttributes: readonly Attribute[];
  readonly altNames: readonly GeneralName[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: KeyObject;
  /** DER of SubjectPublicKeyInfo's key bits: what OCSP hashes. */
  readonly keyBits: Buffer;
  readonly subjectKeyId: Buffer | undefined;
  readonly issuerKeyId: Buffer | undefined;
  /** Undefined when the extension is absent. */
  readonly keyUsage: KeyUsage | undefined;
  readonly extendedKeyUsage: ExtendedKeyUsage | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  readonly qcStatements: QcStatements;
  readonly hasOcspNoCheck: boolean;
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  readonly distributionPoints: readonly DistributionPoint[];
  readonly unknownCritical: readonly string[];
  readonly x509: X509Certificate;
}

const cache = new Map<string, Certificate>();
const CACHE_SIZE = 2_000;

/** Parsed certificates are kept: the same few authorities come again and again. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const der = Buffer.from(bytes);
  const sha256 = createHash('sha256').update(der).digest('hex');
  const known = cache.get(sha256);
  if (known) return known;
  const certificate = parse(der, sha256);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(sha256, certificate);
  return certificate;
}

function parse(der: Buffer, sha256: string): Certificate {
  const { x509, key } = openX509(der);
  const [tbs, outer] = children(expect(readWhole(der), TAG.sequence));
  const fields = children(expect(tbs, TAG.sequence));
  if (fields[0]?.tag === context(0)) fields.shift();
  const [serial, inner, issuer, validity, subject, spki] = fields;
  const algorithm = expect(inner, TAG.sequence);
  if (!whole(algorithm).equals(whole(expect(outer, TAG.sequence))))
    throw new DerError('a certificate names two signature algorithms');
  const [notBefore, notAfter] = children(expect(validity, TAG.sequence));
  const subjectNames = readRelativeNames(expect(subject, TAG.sequence));
  return {
    ...{ der, sha256, x509, key, serial: integerHex(serial), algorithm: readAlgorithm(algorithm, undefined) },
    ...{ issuer: whole(expect(issuer, TAG.sequence)), subject: whole(expect(subject, TAG.sequence)) },
    ...{ subjectNames, subjectName: canonicalNames(subjectNames).join(',') },
    issuerName: canonicalNames(readRelativeNames(expect(issuer, TAG.sequence))).join(','),
    subjectAttributes: subjectNames.flat(),
    ...{ notBefore: time(notBefore), notAfter: time(notAfter) },
    keyBits: bits(children(expect(spki, TAG.sequence))[1]),
    ...fromExtensions(readExtensions(fields.find(({ tag }) => tag === context(3)))),
  };
}

const fromExtensions = (extensions: Extensions) => ({
  ...readBasicConstraints(extensions),
  ...readPolicies(extensions),
  altNames: readAltNames(extensions),
  subjectKeyId: readKeyId(extensions),
  issuerKeyId: readIssuerKeyId(extensions),
  keyUsage: readKeyUsage(extensions),
  extendedKeyUsage: readPurposes(extensions),
  nameConstraints: readNameConstraints(extensions),
  qcStatements: readQcStatements(extensions),
  hasOcspNoCheck: extensions.has(OID.ocspNoCheck),
  ocspUrls: readAccess(extensions, OID.ocsp),
  issuerUrls: readAccess(extensions, OID.caIssuers),
  distributionPoints: readDistributionPoints(extensions),
  unknownCritical: unknownCriticalOf(extensions),
});

/** OpenSSL refuses what is no certificate or holds no key that it knows: bytes from outside, so a fault of the file. */
function openX509(der: Buffer): { x509: X509Certificate; key: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, key: x509.publicKey };
  } catch {
    throw new DerError('a certificate inside cannot be read');
  }
}

export const isSelfIssued = ({ issuerName, subjectName }: Certificate): boolean => issuerName === subjectName;

export const commonName = ({ subjectAttributes }: Pick<Certificate, 'subjectAttributes'>): string =>
  subjectAttributes.find(({ type }) => type === OID.commonName)?.value ?? subjectAttributes.at(-1)?.value ?? '';
