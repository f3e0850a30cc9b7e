import { createHash } from 'node:crypto';

import { readCertificate } from '../certificate/certificate';
import { der } from '../asn1/der';
import { OID } from '../asn1/oids';
import type { Signer } from './signer';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** CAdES-B (EN 319 122-1): content beside it (.p7s) or inside it (.p7m). */
export async function signCms(
  content: Uint8Array,
  signer: Signer,
  { detached, signingTime }: { detached: boolean; signingTime: Date },
): Promise<Uint8Array> {
  return buildSignedData({
    signer,
    parts: [content],
    embedded: detached ? undefined : content,
    signingTime,
  });
}

export interface SignedDataParts {
  readonly signer: Signer;
  readonly parts: readonly Uint8Array[];
  readonly embedded?: Uint8Array | undefined;
  readonly contentType?: string;
  /** Left out in PDFs, where /M says it (EN 319 142-1). */
  readonly signingTime?: Date;
  /** Unsigned: an RFC 3161 token over the signature value. */
  readonly timeStamp?: (signatureDigest: Uint8Array) => Promise<Uint8Array>;
}

/** One signer, SHA-256, ESS signing-certificate-v2, the chain without its root. */
export async function buildSignedData(parts: SignedDataParts): Promise<Buffer> {
  const { signer, embedded, contentType = OID.data } = parts;
  const [own] = signer.chain;
  if (!own) throw new Error('A signer has a certificate');
  const certificate = readCertificate(own);
  const attributes = signedAttributes(parts, own);
  const signature = await signer.sign(der.setOf(...attributes));
  const token = await parts.timeStamp?.(sha256(signature));
  const algorithm =
    certificate.key.asymmetricKeyType === 'ec' ? [der.oid(ECDSA_SHA256)] : [der.oid(OID.rsa), der.null()];
  const info = der.sequence(
    der.integer(1),
    der.sequence(certificate.issuer, der.integerHex(certificate.serial)),
    der.sequence(der.oid(SHA256)),
    der.element(0xa0, ...[...attributes].sort(Buffer.compare)),
    der.sequence(...algorithm),
    der.octets(signature),
    ...(token ? [der.element(0xa1, attribute(OID.signatureTimeStamp, Buffer.from(token)))] : []),
  );
  return der.sequence(
    der.oid(OID.signedData),
    der.explicit(
      0,
      der.sequence(
        der.integer(contentType === OID.data ? 1 : 3),
        der.setOf(der.sequence(der.oid(SHA256))),
        der.sequence(der.oid(contentType), ...(embedded ? [der.explicit(0, der.octets(embedded))] : [])),
        der.element(0xa0, ...signer.chain.map((item) => Buffer.from(item)).sort(Buffer.compare)),
        der.setOf(info),
      ),
    ),
  );
}

function signedAttributes({ parts, contentType = OID.data, signingTime }: SignedDataParts, own: Uint8Array): Buffer[] {
  const certId = der.sequence(der.octets(sha256(own)));
  return [
    attribute(OID.contentType, der.oid(contentType)),
    attribute(OID.messageDigest, der.octets(sha256(...parts))),
    attribute(OID.signingCertificateV2, der.sequence(der.sequence(certId))),
    ...(signingTime ? [attribute(OID.signingTime, der.time(signingTime))] : []),
  ];
}

const attribute = (type: string, value: Buffer): Buffer => der.sequence(der.oid(type), der.setOf(value));
