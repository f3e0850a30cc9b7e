import { createHash } from 'node:crypto';

import { der } from '../../../signature/asn1/der';
import { readCertificate } from '../../../signature/certificate/certificate';
import { hashIdentifier } from './algorithms';
import { NOW, type Holder } from './pki';

const OIDS = {
  signedData: '1.2.840.113549.1.7.2',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};

export const attribute = (type: string, ...values: Buffer[]): Buffer =>
  der.sequence(der.oid(type), der.setOf(...values));

/** The attributes that CAdES-B signs, by name, so that one can be left out or be another. */
export interface SignedAttributes {
  contentType?: Buffer;
  messageDigest?: Buffer;
  signingCertificate?: Buffer;
  signingTime?: Buffer;
  [other: string]: Buffer | undefined;
}

/** What a CMS is made of; every part may be another than it should. */
export interface CmsWish {
  readonly content: Buffer;
  readonly signer: Holder;
  readonly detached?: boolean;
  /** Certificates inside; the signer's own by default. */
  readonly certificates?: readonly Buffer[];
  readonly crls?: readonly Buffer[];
  readonly contentType?: string;
  readonly signingTime?: Date;
  readonly byKeyId?: boolean;
  readonly attributes?: (attributes: SignedAttributes) => SignedAttributes;
  /** What the order of the attributes is in the file. */
  readonly order?: (attributes: Buffer[]) => Buffer[];
  readonly unsigned?: (signature: Buffer) => readonly Buffer[];
  readonly signerParts?: (parts: SignerParts) => SignerParts;
  readonly parts?: (parts: CmsParts) => CmsParts;
}

export interface SignerParts {
  version: Buffer;
  sid: Buffer;
  digest: Buffer;
  signedAttributes: Buffer;
  algorithm: Buffer;
  signature: Buffer;
  unsigned: Buffer;
}

export interface CmsParts {
  type: Buffer;
  version: Buffer;
  digests: Buffer;
  encapsulated: Buffer;
  certificates: Buffer;
  crls: Buffer;
  signers: Buffer;
}

const NOTHING = Buffer.alloc(0);
const same = <T>(value: T): T => value;

/** The value of `signing-certificate-v2` for a certificate. */
export const namedBySha256 = (certificate: Uint8Array): Buffer =>
  der.sequence(der.sequence(der.sequence(der.octets(createHash('sha256').update(certificate).digest()))));

export function signerInfo(wish: CmsWish): Buffer {
  const { signer, content, contentType = OIDS.data, attributes = same, order = sorted, signerParts = same } = wish;
  const { algorithm } = signer;
  const chosen = attributes({
    contentType: attribute(OIDS.contentType, der.oid(contentType)),
    messageDigest: attribute(OIDS.messageDigest, der.octets(createHash(algorithm.hash).update(content).digest())),
    signingCertificate: attribute(OIDS.signingCertificateV2, namedBySha256(signer.der)),
    signingTime: attribute(OIDS.signingTime, der.time(wish.signingTime ?? NOW)),
  });
  const list = order(Object.values(chosen).filter((one) => one !== undefined));
  const signature = algorithm.sign(der.element(0x31, ...list), signer.key);
  const unsigned = wish.unsigned?.(signature) ?? [];
  const parts = signerParts({
    version: der.integer(wish.byKeyId ? 3 : 1),
    sid: wish.byKeyId ? byKeyId(signer) : byIssuer(signer),
    digest: algorithm.digest,
    signedAttributes: der.element(0xa0, ...list),
    algorithm: algorithm.identifier,
    signature: der.octets(signature),
    unsigned: unsigned.length > 0 ? der.element(0xa1, ...unsigned) : NOTHING,
  });
  return der.sequence(...Object.values(parts));
}

const sorted = (attributes: Buffer[]): Buffer[] => [...attributes].sort(Buffer.compare);

const byIssuer = ({ der: bytes }: Holder): Buffer => {
  const { issuer, serial } = readCertificate(bytes);
  return der.sequence(issuer, der.integerHex(serial));
};

const byKeyId = ({ der: bytes }: Holder): Buffer =>
  der.element(0x80, readCertificate(bytes).subjectKeyId ?? Buffer.alloc(20));

/** SignedData with one signer, or with those given. */
export function cms(wish: CmsWish, signers: readonly Buffer[] = [signerInfo(wish)]): Buffer {
  const { content, contentType = OIDS.data, signer, parts: change = same } = wish;
  const certificates = wish.certificates ?? [signer.der];
  const parts = change({
    type: der.oid(OIDS.signedData),
    version: der.integer(contentType === OIDS.data ? 1 : 3),
    digests: der.setOf(signer.algorithm.digest),
    encapsulated: der.sequence(der.oid(contentType), ...(wish.detached ? [] : [der.explicit(0, der.octets(content))])),
    certificates: certificates.length > 0 ? der.element(0xa0, ...certificates) : NOTHING,
    crls: wish.crls ? der.element(0xa1, ...wish.crls) : NOTHING,
    signers: der.element(0x31, ...signers),
  });
  const { type, ...fields } = parts;
  return der.sequence(type, der.explicit(0, der.sequence(...Object.values(fields))));
}

export interface StampWish {
  readonly tsa: Holder;
  readonly at: Date;
  readonly certificates?: readonly Buffer[];
  readonly policy?: string;
  readonly hash?: string;
  readonly unsigned?: readonly Buffer[];
}

/** An RFC 3161 token over bytes. */
export function timeStamp(stamped: Uint8Array, { tsa, at, ...wish }: StampWish): Buffer {
  const hash = wish.hash ?? 'sha256';
  const info = der.sequence(
    der.integer(1),
    der.oid(wish.policy ?? '1.3.6.1.4.1.13762.3'),
    der.sequence(hashIdentifier(hash), der.octets(createHash(hash).update(stamped).digest())),
    der.integer(7),
    der.generalizedTime(at),
  );
  const { unsigned } = wish;
  return cms({
    content: info,
    signer: tsa,
    contentType: '1.2.840.113549.1.9.16.1.4',
    signingTime: at,
    certificates: wish.certificates ?? [tsa.der],
    ...(unsigned && { unsigned: () => unsigned }),
  });
}

/** The unsigned attribute that holds a time stamp of the signature. */
export const stampAttribute = (token: Buffer): Buffer => attribute('1.2.840.113549.1.9.16.2.14', token);
