import { OID } from '../asn1/oids';
import {
  DerError,
  TAG,
  bits,
  children,
  content,
  context,
  expect,
  integerHex,
  oid,
  readWhole,
  type Tlv,
} from '../asn1/tlv';
import { readGeneralName, urisOf, type GeneralName } from './names';

export interface Extension {
  readonly critical: boolean;
  readonly value: Buffer;
}

export type Extensions = ReadonlyMap<string, Extension>;

/**
 * Each at most once (RFC 5280, 4.2). Tolerant where real authorities are: a DEFAULT written out (critical FALSE) is read, not refused.
 */
export function readExtensions(field: Tlv | undefined): Extensions {
  const extensions = new Map<string, Extension>();
  for (const extension of field ? children(expect(children(field)[0], TAG.sequence)) : []) {
    const parts = children(extension);
    const critical = parts[1]?.tag === TAG.boolean && content(parts[1])[0] !== 0;
    const id = oid(parts[0]);
    if (extensions.has(id)) throw new DerError('an extension stands twice');
    extensions.set(id, { critical, value: content(expect(parts.at(-1), TAG.octetString)) });
  }
  return extensions;
}

/** What we process; an unknown critical one makes the certificate unusable. */
const KNOWN: ReadonlySet<string> = new Set([
  OID.keyUsage,
  OID.basicConstraints,
  OID.extendedKeyUsage,
  OID.crlDistributionPoints,
  OID.subjectAltName,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
]);

export const unknownCriticalOf = (extensions: Extensions): string[] =>
  [...extensions].filter(([id, { critical }]) => critical && !KNOWN.has(id)).map(([id]) => id);

/** The value of an extension, read where it is there. */
const read = <T>(extensions: Extensions, id: string, reader: (value: Tlv) => T): T | undefined => {
  const extension = extensions.get(id);
  return extension && reader(readWhole(extension.value));
};

export interface KeyUsage {
  readonly nonRepudiation: boolean;
  readonly certSign: boolean;
  readonly crlSign: boolean;
}

export const readKeyUsage = (extensions: Extensions): KeyUsage | undefined =>
  read(extensions, OID.keyUsage, (value) => {
    const [first = 0] = bits(value);
    return { nonRepudiation: (first & 0x40) !== 0, certSign: (first & 0x04) !== 0, crlSign: (first & 0x02) !== 0 };
  });

export interface ExtendedKeyUsage {
  readonly critical: boolean;
  readonly purposes: readonly string[];
}

export const readPurposes = (extensions: Extensions): ExtendedKeyUsage | undefined =>
  read(extensions, OID.extendedKeyUsage, (value) => ({
    critical: extensions.get(OID.extendedKeyUsage)?.critical ?? false,
    purposes: children(value).map(oid),
  }));

export interface BasicConstraints {
  readonly isCa: boolean;
  /** How many authorities may follow; undefined: any number. */
  readonly pathLength: number | undefined;
}

export const readBasicConstraints = (extensions: Extensions): BasicConstraints =>
  read(extensions, OID.basicConstraints, (value) => {
    const fields = children(expect(value, TAG.sequence));
    const [flag] = fields;
    const length = fields.find(({ tag }) => tag === TAG.integer);
    return {
      isCa: flag?.tag === TAG.boolean && content(flag)[0] !== 0,
      pathLength: length && Number.parseInt(integerHex(length), 16),
    };
  }) ?? { isCa: false, pathLength: undefined };

export const readKeyId = (extensions: Extensions): Buffer | undefined =>
  read(extensions, OID.subjectKeyIdentifier, (value) => content(expect(value, TAG.octetString)));

/** keyIdentifier [0] of the issuer's key. */
export const readIssuerKeyId = (extensions: Extensions): Buffer | undefined =>
  read(extensions, OID.authorityKeyIdentifier, (value) => {
    const id = children(expect(value, TAG.sequence)).find(({ tag }) => tag === context(0, false));
    return id && content(id);
  });

export const readAltNames = (extensions: Extensions): readonly GeneralName[] =>
  read(extensions, OID.subjectAltName, (value) => children(expect(value, TAG.sequence)).map(readGeneralName)) ?? [];

/** Addresses of one access method (RFC 5280, 4.2.2.1). */
export const readAccess = (extensions: Extensions, method: string): string[] =>
  read(extensions, OID.authorityInfoAccess, (value) =>
    children(expect(value, TAG.sequence)).flatMap((access) => {
      const [type, location] = children(access);
      return location && oid(type) === method ? urisOf([readGeneralName(location)]) : [];
    }),
  ) ?? [];

/** Where a list of revoked certificates lies, and who signs it (RFC 5280, 4.2.1.13). */
export interface DistributionPoint {
  readonly names: readonly GeneralName[];
  /** Canonical names of the authority that signs the list where it is not the issuer. */
  readonly crlIssuers: readonly GeneralName[];
  /** The list holds some reasons only. */
  readonly hasReasons: boolean;
}

export const readDistributionPoints = (extensions: Extensions): DistributionPoint[] =>
  read(extensions, OID.crlDistributionPoints, (value) => children(expect(value, TAG.sequence)).map(readPoint)) ?? [];

function readPoint(point: Tlv): DistributionPoint {
  const fields = new Map(children(point).map((field) => [field.tag, field] as const));
  const issuers = fields.get(context(2));
  return {
    names: readPointName(fields.get(context(0))),
    crlIssuers: issuers ? children(issuers).map(readGeneralName) : [],
    hasReasons: fields.has(context(1, false)),
  };
}

/** distributionPoint [0] { fullName [0] GeneralNames }; a name relative to the issuer is not read. */
export function readPointName(field: Tlv | undefined): GeneralName[] {
  const full = field && children(field).find(({ tag }) => tag === context(0));
  return full ? children(full).map(readGeneralName) : [];
}
