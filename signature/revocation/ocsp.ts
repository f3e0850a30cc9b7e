import { createHash } from 'node:crypto';

import { HASHES, checkSignature, isTrusted, readAlgorithm } from '../algorithms';
import { readCertificate, type Certificate } from '../certificate/certificate';
import { der } from '../asn1/der';
import { OID } from '../asn1/oids';
import {
  TAG,
  bits,
  children,
  content,
  context,
  expect,
  integerHex,
  oid,
  readWhole,
  time,
  whole,
  type Tlv,
} from '../asn1/tlv';

export interface OcspAnswer {
  readonly revokedAt: Date | undefined;
  readonly producedAt: Date;
}

const sha1 = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest();

/** RFC 6960, 4.1: SHA-1 only names the certificate, as responders expect; nothing is secured by it. */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Uint8Array {
  const certId = der.sequence(
    der.sequence(der.oid(OID.sha1), der.null()),
    der.octets(sha1(issuer.subject)),
    der.octets(sha1(issuer.keyBits)),
    der.integerHex(certificate.serial),
  );
  return der.sequence(der.sequence(der.sequence(der.sequence(certId))));
}

/** Clocks differ a little. */
const SKEW = 5 * 60_000;
/** How old an answer without nextUpdate may be. */
const MAX_AGE = 24 * 3_600_000;

/** What an answer says of a certificate; undefined when it is not for it, not authorised, not fresh, not "good" or "revoked". */
export function askOcsp(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
): OcspAnswer | undefined {
  try {
    const basic = readBasic(Buffer.from(bytes));
    if (!basic || !isAuthorised(basic, issuer, at)) return undefined;
    const single = basic.responses.find((response) => isAbout(response, certificate, issuer));
    return single && judge(single, at);
  } catch {
    return undefined;
  }
}

interface Basic {
  readonly tbs: Tlv;
  readonly algorithm: Tlv;
  readonly signature: Buffer;
  readonly certificates: readonly Certificate[];
  readonly responses: readonly Tlv[];
}

function readBasic(buffer: Buffer): Basic | undefined {
  const [status, body] = children(expect(readWhole(buffer), TAG.sequence));
  if (content(expect(status, TAG.enumerated))[0] !== 0 || !body) return undefined;
  const [type, response] = children(expect(children(body)[0], TAG.sequence));
  if (oid(type) !== OID.ocspBasic) return undefined;
  const [tbs, algorithm, signature, certificates] = children(readWhole(content(expect(response, TAG.octetString))));
  const list = certificates ? children(expect(children(certificates)[0], TAG.sequence)) : [];
  const data = expect(tbs, TAG.sequence);
  return {
    tbs: data,
    algorithm: expect(algorithm, TAG.sequence),
    signature: bits(signature),
    certificates: list.map((element) => readCertificate(whole(element))),
    responses: children(
      expect(
        children(data).find(({ tag }) => tag === TAG.sequence),
        TAG.sequence,
      ),
    ),
  };
}

/** The issuer itself, or whom it certified for this and nothing else (RFC 6960, 4.2.2.2). */
function isAuthorised({ tbs, algorithm, signature, certificates }: Basic, issuer: Certificate, at: Date): boolean {
  const isDelegate = (candidate: Certificate): boolean =>
    candidate.issuer.equals(issuer.subject) &&
    candidate.extendedKeyUsage?.purposes.includes(OID.ocspSigning) === true &&
    candidate.notBefore <= at &&
    at <= candidate.notAfter &&
    candidate.x509.verify(issuer.key);
  const read = readAlgorithm(algorithm, undefined);
  const signers = [issuer, ...certificates.filter(isDelegate)];
  return (
    !!read && signers.some(({ key }) => isTrusted(read, key, at) && checkSignature(read, key, whole(tbs), signature))
  );
}

function isAbout(response: Tlv, certificate: Certificate, issuer: Certificate): boolean {
  const [algorithm, nameHash, keyHash, serial] = children(expect(children(response)[0], TAG.sequence));
  const name = HASHES[oid(children(expect(algorithm, TAG.sequence))[0])];
  if (!name) return false;
  const hash = (data: Buffer) => createHash(name).update(data).digest();
  return (
    content(expect(nameHash, TAG.octetString)).equals(hash(issuer.subject)) &&
    content(expect(keyHash, TAG.octetString)).equals(hash(issuer.keyBits)) &&
    integerHex(serial) === certificate.serial
  );
}

const GOOD = context(0, false);
const REVOKED = context(1);

function judge(response: Tlv, at: Date): OcspAnswer | undefined {
  const [, status, thisUpdate, ...rest] = children(response);
  const producedAt = time(thisUpdate);
  const next = rest.find(({ tag }) => tag === context(0));
  const until = next ? time(children(next)[0]).getTime() : producedAt.getTime() + MAX_AGE;
  if (producedAt.getTime() > at.getTime() + SKEW || at.getTime() > until) return undefined;
  if (status?.tag === GOOD) return { revokedAt: undefined, producedAt };
  return status?.tag === REVOKED ? { revokedAt: time(children(status)[0]), producedAt } : undefined;
}
