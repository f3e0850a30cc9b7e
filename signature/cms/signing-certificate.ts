import { createHash } from 'node:crypto';

import { HASHES } from '../algorithms';
import { OID } from '../asn1/oids';
import { DerError, TAG, children, content, context, expect, integerHex, oid, whole, type Tlv } from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { has, single, type Attribute } from './attributes';

/** How a signature names the certificate it was made with. */
export interface Named {
  /** By hash, and by issuer and serial number where they are given. */
  isOf(certificate: Certificate): boolean;
}

/**
 * ESS signing-certificate-v2 (RFC 5035, 3), or its first version (RFC 2634, 5.4), which names by SHA-1. Where both stand, both must
 * name the same. Undefined where neither does.
 */
export function readNamed(signed: readonly Attribute[]): Named | undefined {
  const versions = [OID.signingCertificateV2, OID.signingCertificate].filter((type) => has(signed, type));
  const names = versions.map((type) => readFirst(single(signed, type), type === OID.signingCertificate));
  return names.length === 0 ? undefined : { isOf: (certificate) => names.every((isOf) => isOf(certificate)) };
}

/** The first certificate identifier is the signer's. */
function readFirst(value: Tlv, isFirstVersion: boolean): Named['isOf'] {
  const [list] = children(expect(value, TAG.sequence));
  const [id] = children(expect(list, TAG.sequence));
  const parts = children(expect(id, TAG.sequence));
  const algorithm = !isFirstVersion && parts[0]?.tag === TAG.sequence ? parts.shift() : undefined;
  const hash = isFirstVersion ? 'sha1' : algorithm ? HASHES[oid(children(algorithm)[0])] : 'sha256';
  if (hash === undefined) throw new DerError('the signing certificate is named by an unknown hash');
  const digest = content(expect(parts[0], TAG.octetString));
  const isIssued = parts[1] ? readIssuerSerial(parts[1]) : () => true;
  return (certificate) => createHash(hash).update(certificate.der).digest().equals(digest) && isIssued(certificate);
}

/** IssuerSerial: GeneralNames with one directory name [4], and the serial number (RFC 5035, 5). */
function readIssuerSerial(element: Tlv): Named['isOf'] {
  const [names, serial] = children(expect(element, TAG.sequence));
  const issuers = children(expect(names, TAG.sequence)).map((name) =>
    whole(expect(children(expect(name, context(4)))[0], TAG.sequence)),
  );
  const number = integerHex(serial);
  return (certificate) => certificate.serial === number && issuers.some((issuer) => issuer.equals(certificate.issuer));
}
