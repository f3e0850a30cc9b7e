import { createHash, type KeyObject } from 'node:crypto';

import { der } from '../../../signature/asn1/der';
import { bits, children, readWhole } from '../../../signature/asn1/tlv';
import { readCertificate } from '../../../signature/certificate/certificate';
import { EXTENSIONS, bitString } from '../../../stack/trust/issue';
import { rsa, type Algorithm } from './algorithms';

/** The clock of the generated signatures: nothing in them depends on the day of the test. */
export const NOW = new Date('2026-06-01T12:00:00Z');
const DAY = 24 * 3_600_000;
export const days = (count: number, from = NOW): Date => new Date(from.getTime() + count * DAY);

export interface Holder {
  readonly der: Buffer;
  readonly key: KeyObject;
  readonly algorithm: Algorithm;
}

export type Name = readonly (readonly [type: string, value: string | Uint8Array, tag?: number])[];

const TYPES: Readonly<Record<string, string>> = {
  C: '2.5.4.6',
  CN: '2.5.4.3',
  O: '2.5.4.10',
  serialNumber: '2.5.4.5',
  organizationIdentifier: '2.5.4.97',
};
const UTF8 = 0x0c;

export const nameOf = (parts: Name): Buffer => der.sequence(...parts.map((part) => relativeName(part)));

/** One relative name; several attributes in it are rare, and allowed. */
export const relativeName = (...parts: Name): Buffer =>
  der.setOf(
    ...parts.map(([type, value, tag = UTF8]) =>
      der.sequence(der.oid(TYPES[type] ?? type), der.element(tag, Buffer.from(value))),
    ),
  );

export const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.oid(id), ...(critical ? [der.boolean(true)] : []), der.octets(value));

/** What a certificate is made of; every part may be another than it should. */
export interface Wish {
  readonly name: Name;
  /** DER of the subject, where it is none that `name` can say. */
  readonly subject?: Buffer;
  /** Absent: it signs itself. */
  readonly issuer?: Holder;
  readonly algorithm?: Algorithm;
  readonly owner?: string;
  readonly serial?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly Buffer[];
}

let serials = 0x1000;

export function certify(wish: Wish): Holder {
  const { algorithm = rsa(2048, 'sha256'), issuer, name, owner = JSON.stringify(name) } = wish;
  const { privateKey, publicKey } = algorithm.key(owner);
  const by = issuer ?? { key: privateKey, algorithm };
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integerHex(wish.serial ?? (serials += 1).toString(16)),
    by.algorithm.identifier,
    issuer ? readCertificate(issuer.der).subject : nameOf(name),
    der.sequence(der.time(wish.notBefore ?? days(-365)), der.time(wish.notAfter ?? days(365))),
    wish.subject ?? nameOf(name),
    spki,
    der.explicit(3, der.sequence(...(wish.extensions ?? []), keyId(spki))),
  );
  const bytes = der.sequence(tbs, by.algorithm.identifier, bitString(by.algorithm.sign(tbs, by.key)));
  return { der: bytes, key: privateKey, algorithm };
}

const keyId = (spki: Buffer): Buffer =>
  extension(
    '2.5.29.14',
    false,
    der.octets(
      createHash('sha256')
        .update(bits(children(readWhole(spki))[1]))
        .digest()
        .subarray(0, 20),
    ),
  );

/** basicConstraints with a path length, and the usage of an authority. */
export const AUTHORITY = [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06)];
export const limitedTo = (length: number): Buffer[] => [
  extension('2.5.29.19', true, der.sequence(der.boolean(true), der.integer(length))),
  EXTENSIONS.keyUsage(0x06),
];
export const SIGNS = [EXTENSIONS.keyUsage(0xc0)];
export const STAMPS = [EXTENSIONS.keyUsage(0xc0), EXTENSIONS.purpose('1.3.6.1.5.5.7.3.8', true)];

export const PERSON: Name = [
  ['C', 'BG', 0x13],
  ['CN', 'Мария Иванова'],
  ['serialNumber', 'PNOBG-8501010011', 0x13],
];

/** A root, an issuing authority below it, a signer and a time-stamp authority, with lists that are in force. */
export function createPki(algorithm: Algorithm = rsa(2048, 'sha256')) {
  const root = certify({
    name: [['CN', 'Test Root']],
    extensions: AUTHORITY,
    notBefore: days(-3650),
    notAfter: days(3650),
  });
  const issuing = certify({ name: [['CN', 'Test Issuing']], issuer: root, extensions: AUTHORITY });
  const signer = certify({ name: PERSON, issuer: issuing, algorithm, extensions: SIGNS });
  const tsa = certify({
    name: [['CN', 'Test TSA']],
    issuer: issuing,
    extensions: STAMPS,
    notBefore: days(-3000),
    notAfter: days(3000),
  });
  const crls = [crl(root), crl(issuing)];
  return { root, issuing, signer, tsa, crls, anchors: [root.der] };
}

export interface ListWish {
  readonly revoked?: readonly { readonly serial: string; readonly at: Date; readonly extensions?: readonly Buffer[] }[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly extensions?: readonly Buffer[];
  /** Another name than the signer's. */
  readonly issuerName?: Buffer;
}

/** A list of revoked certificates, in force a day around the clock. */
export function crl(issuer: Holder, wish: ListWish = {}): Buffer {
  const { algorithm } = issuer;
  const entries = (wish.revoked ?? []).map(({ serial, at, extensions = [] }) =>
    der.sequence(der.integerHex(serial), der.time(at), ...(extensions.length > 0 ? [der.sequence(...extensions)] : [])),
  );
  const tbs = der.sequence(
    der.integer(1),
    algorithm.identifier,
    wish.issuerName ?? readCertificate(issuer.der).subject,
    der.time(wish.thisUpdate ?? days(-1)),
    der.time(wish.nextUpdate ?? days(1)),
    ...(entries.length > 0 ? [der.sequence(...entries)] : []),
    ...(wish.extensions ? [der.explicit(0, der.sequence(...wish.extensions))] : []),
  );
  return der.sequence(tbs, algorithm.identifier, bitString(algorithm.sign(tbs, issuer.key)));
}

export const serialOf = ({ der: bytes }: Holder): string => readCertificate(bytes).serial;
