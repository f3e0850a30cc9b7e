import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

import { der } from '../../signature/asn1/der';
import { readCertificate } from '../../signature/certificate/certificate';
import { bits, children, readWhole } from '../../signature/asn1/tlv';

/** A small certification authority for the demonstration and for tests (RFC 5280). */

const SHA256_RSA = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null());
const ECDSA_SHA256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));

export interface Issued {
  readonly der: Buffer;
  readonly key: KeyObject;
}

export type NameParts = readonly (readonly [type: keyof typeof NAME_TYPES, value: string])[];

const NAME_TYPES = {
  country: '2.5.4.6',
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  serialNumber: '2.5.4.5',
  organization: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
} as const;

export interface CertificateRequest {
  readonly subject: NameParts;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Buffer[];
  readonly keyType?: 'rsa' | 'ec';
  /** Absent for a root: it signs itself. */
  readonly issuer?: Issued;
}

export function issue(request: CertificateRequest): Issued {
  const { publicKey, privateKey } =
    request.keyType === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signingKey = request.issuer?.key ?? privateKey;
  const algorithm = algorithmOf(signingKey);
  const subject = name(request.subject);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const keyBits = bits(children(readWhole(spki))[1]);
  const issuerBits = request.issuer ? readCertificate(request.issuer.der).keyBits : keyBits;
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integerHex(`01${randomBytes(15).toString('hex')}`),
    algorithm,
    request.issuer ? readCertificate(request.issuer.der).subject : subject,
    der.sequence(der.time(request.notBefore), der.time(request.notAfter)),
    subject,
    spki,
    der.explicit(3, der.sequence(...request.extensions, subjectKey(keyBits), authorityKey(issuerBits))),
  );
  return { der: signed(tbs, signingKey), key: privateKey };
}

export const algorithmOf = (key: KeyObject): Buffer => (key.asymmetricKeyType === 'ec' ? ECDSA_SHA256 : SHA256_RSA);

export const bitString = (bytes: Uint8Array): Buffer => der.element(0x03, Buffer.from([0]), bytes);

/** SEQUENCE { what is signed, algorithm, signature }: certificates and lists alike. */
export function signed(tbs: Buffer, key: KeyObject): Buffer {
  return der.sequence(tbs, algorithmOf(key), bitString(sign('sha256', tbs, key)));
}

function name(parts: NameParts): Buffer {
  const printable = (type: string) => (type === 'country' || type === 'serialNumber' ? 0x13 : 0x0c);
  return der.sequence(
    ...parts.map(([type, value]) =>
      der.setOf(der.sequence(der.oid(NAME_TYPES[type]), der.element(printable(type), Buffer.from(value)))),
    ),
  );
}

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octets(value));

/** RFC 5280, 4.2.1.1 and 4.2.1.2: which key this is, and which one signed it. Named as RFC 7093 does, without SHA-1. */
const keyName = (keyBits: Buffer): Buffer => createHash('sha256').update(keyBits).digest().subarray(0, 20);
const subjectKey = (keyBits: Buffer): Buffer => extension('2.5.29.14', false, der.octets(keyName(keyBits)));
const authorityKey = (keyBits: Buffer): Buffer =>
  extension('2.5.29.35', false, der.sequence(der.element(0x80, keyName(keyBits))));

/** KeyUsage bits: 0x80 digitalSignature, 0x40 nonRepudiation, 0x06 keyCertSign + cRLSign. */
export const EXTENSIONS = {
  keyUsage: (bits: number) =>
    extension(
      '2.5.29.15',
      true,
      der.element(0x03, Buffer.from([bits & 0x01 ? 0 : bits & 0x02 ? 1 : bits & 0x40 ? 6 : 7, bits])),
    ),
  authority: () => extension('2.5.29.19', true, der.sequence(der.boolean(true))),
  endEntity: () => extension('2.5.29.19', false, der.sequence()),
  purpose: (oid: string, critical: boolean) => extension('2.5.29.37', critical, der.sequence(der.oid(oid))),
  ocspNoCheck: () => extension('1.3.6.1.5.5.7.48.1.5', false, der.null()),
  crl: (url: string) =>
    extension(
      '2.5.29.31',
      false,
      der.sequence(der.sequence(der.explicit(0, der.explicit(0, der.element(0x86, Buffer.from(url)))))),
    ),
  access: (ocspUrl: string, issuerUrl: string) =>
    extension(
      '1.3.6.1.5.5.7.1.1',
      false,
      der.sequence(
        der.sequence(der.oid('1.3.6.1.5.5.7.48.1'), der.element(0x86, Buffer.from(ocspUrl))),
        der.sequence(der.oid('1.3.6.1.5.5.7.48.2'), der.element(0x86, Buffer.from(issuerUrl))),
      ),
    ),
  /** EN 319 412-5: compliance, and whether it is for signatures or seals. */
  qualified: (type: 'esign' | 'eseal') =>
    extension(
      '1.3.6.1.5.5.7.1.3',
      false,
      der.sequence(
        der.sequence(der.oid('0.4.0.1862.1.1')),
        der.sequence(
          der.oid('0.4.0.1862.1.6'),
          der.sequence(der.oid(type === 'esign' ? '0.4.0.1862.1.6.1' : '0.4.0.1862.1.6.2')),
        ),
      ),
    ),
};

const HOUR = 3_600_000;

/** A list of revoked certificates (RFC 5280, 5), fresh for a week. */
export function issueCrl(
  issuer: Issued,
  revoked: readonly { readonly serial: string; readonly at: Date }[],
  now: Date,
): Buffer {
  const entries = revoked.map(({ serial, at }) => der.sequence(der.integerHex(serial), der.time(at)));
  const crlNumber = extension('2.5.29.20', false, der.integerHex(Math.floor(now.getTime() / 1000).toString(16)));
  const tbs = der.sequence(
    der.integer(1),
    algorithmOf(issuer.key),
    readCertificate(issuer.der).subject,
    der.time(new Date(now.getTime() - HOUR)),
    der.time(new Date(now.getTime() + 7 * 24 * HOUR)),
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    der.explicit(0, der.sequence(authorityKey(readCertificate(issuer.der).keyBits), crlNumber)),
  );
  return signed(tbs, issuer.key);
}
