import { X509Certificate, createHash, type KeyObject } from 'node:crypto';

import { KNOWN_EXTENSIONS, OID } from '../asn1/oids';
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
  readTlv,
  readWhole,
  string,
  time,
  whole,
  type Tlv,
} from '../asn1/tlv';

export interface Attribute {
  readonly type: string;
  readonly value: string;
}

/** A certificate as the check needs it: read by us, its key and its signature left to OpenSSL. */
export interface Certificate {
  readonly der: Buffer;
  readonly sha256: string;
  readonly serial: string;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly subjectAttributes: readonly Attribute[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: KeyObject;
  /** DER of SubjectPublicKeyInfo's key bits: what OCSP hashes. */
  readonly keyBits: Buffer;
  readonly subjectKeyId: Buffer | undefined;
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
  /** Undefined when the extension is absent. */
  readonly keyUsage:
    { readonly nonRepudiation: boolean; readonly certSign: boolean; readonly crlSign: boolean } | undefined;
  readonly extendedKeyUsage: { readonly critical: boolean; readonly purposes: readonly string[] } | undefined;
  readonly hasOcspNoCheck: boolean;
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
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
  const [tbs] = children(expect(readWhole(der), TAG.sequence));
  const fields = children(expect(tbs, TAG.sequence));
  if (fields[0]?.tag === context(0)) fields.shift();
  const [serial, , issuer, validity, subject, spki] = fields;
  const [notBefore, notAfter] = children(expect(validity, TAG.sequence));
  const extensions = readExtensions(fields.find(({ tag }) => tag === context(3)));
  const basic = extensions.get(OID.basicConstraints);
  const basicFields = basic ? children(readWhole(basic.value)) : [];
  const lengthField = basicFields.find(({ tag }) => tag === TAG.integer);
  return {
    der,
    sha256,
    x509,
    serial: integerHex(serial),
    issuer: whole(expect(issuer, TAG.sequence)),
    subject: whole(expect(subject, TAG.sequence)),
    subjectAttributes: readName(expect(subject, TAG.sequence)),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    key,
    keyBits: bits(children(expect(spki, TAG.sequence))[1]),
    subjectKeyId: readKeyId(extensions.get(OID.subjectKeyIdentifier)),
    isCa: basicFields[0]?.tag === TAG.boolean && content(basicFields[0])[0] !== 0,
    pathLength: lengthField && Number.parseInt(integerHex(lengthField), 16),
    keyUsage: readKeyUsage(extensions.get(OID.keyUsage)?.value),
    extendedKeyUsage: readPurposes(extensions.get(OID.extendedKeyUsage)),
    hasOcspNoCheck: extensions.has(OID.ocspNoCheck),
    ocspUrls: readOcspUrls(extensions.get(OID.authorityInfoAccess)?.value),
    crlUrls: readCrlUrls(extensions.get(OID.crlDistributionPoints)?.value),
    unknownCritical: [...extensions]
      .filter(([id, { critical }]) => critical && !KNOWN_EXTENSIONS.has(id))
      .map(([id]) => id),
  };
}

/** OpenSSL refuses what is no certificate or holds no key that it knows: bytes from outside, so a fault of the file. */
function openX509(der: Buffer): { x509: X509Certificate; key: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, key: x509.publicKey };
  } catch {
    throw new DerError('a certificate inside cannot be read');
  }
}

interface Extension {
  readonly critical: boolean;
  readonly value: Buffer;
}

/** Tolerant where real authorities are: a DEFAULT written out (critical FALSE) is read, not refused. */
function readExtensions(field: Tlv | undefined): Map<string, Extension> {
  const list = field ? children(expect(children(field)[0], TAG.sequence)) : [];
  return new Map(
    list.map((extension) => {
      const parts = children(extension);
      const critical = parts[1]?.tag === TAG.boolean && content(parts[1])[0] !== 0;
      return [oid(parts[0]), { critical, value: content(expect(parts.at(-1), TAG.octetString)) }] as const;
    }),
  );
}

export function readName(name: Tlv): Attribute[] {
  return children(name).flatMap((set) =>
    children(set).map((attribute) => {
      const [type, value] = children(attribute);
      return { type: oid(type), value: value ? string(value) : '' };
    }),
  );
}

const readKeyId = (extension: Extension | undefined): Buffer | undefined =>
  extension && content(expect(readWhole(extension.value), TAG.octetString));

function readKeyUsage(value: Buffer | undefined): Certificate['keyUsage'] {
  if (!value) return undefined;
  const [first = 0] = bits(readTlv(value));
  return { nonRepudiation: (first & 0x40) !== 0, certSign: (first & 0x04) !== 0, crlSign: (first & 0x02) !== 0 };
}

function readPurposes(extension: Extension | undefined): Certificate['extendedKeyUsage'] {
  return extension && { critical: extension.critical, purposes: children(readWhole(extension.value)).map(oid) };
}

const URI = 0x86;

function readOcspUrls(value: Buffer | undefined): string[] {
  if (!value) return [];
  return children(readWhole(value)).flatMap((access) => {
    const [method, location] = children(access);
    return location?.tag === URI && oid(method) === OID.ocsp ? [string(location)] : [];
  });
}

/** distributionPoint [0] { fullName [0] { uniformResourceIdentifier [6] } } */
function readCrlUrls(value: Buffer | undefined): string[] {
  if (!value) return [];
  return children(readWhole(value)).flatMap((point) => {
    const name = children(point).find(({ tag }) => tag === context(0));
    const full = name && children(name).find(({ tag }) => tag === context(0));
    return full
      ? children(full)
          .filter(({ tag }) => tag === URI)
          .map(string)
      : [];
  });
}

export const commonName = ({ subjectAttributes }: Pick<Certificate, 'subjectAttributes'>): string =>
  subjectAttributes.find(({ type }) => type === OID.commonName)?.value ?? subjectAttributes.at(-1)?.value ?? '';
