import { createHash } from 'node:crypto';

import { HASHES, checkSignature, isTrusted, readAlgorithm } from '../algorithms';
import { readCertificate, type Certificate } from '../certificate/certificate';
import { readExtensions } from '../certificate/extensions';
import { isSignedBy } from '../path/paths';
import type { Answer, Moment } from './freshness';
import { der } from '../asn1/der';
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
  time,
  whole,
  type Tlv,
} from '../asn1/tlv';

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

/** What an answer says of a certificate; undefined when it is not for it, not authorised, not "good" or "revoked". */
export function askOcsp(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  { at }: Pick<Moment, 'at'>,
): Answer | undefined {
  try {
    const basic = readBasic(Buffer.from(bytes));
    if (!basic || !isAuthorised(basic, issuer, at)) return undefined;
    const single = basic.responses.find((response) => isAbout(response, certificate, issuer));
    return single && answerOf(single);
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
    isSignedBy(candidate, issuer);
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

/** certificateHold(6) */
const ON_HOLD = 6;

function answerOf(response: Tlv): Answer | undefined {
  const [, status, thisUpdate, ...rest] = children(response);
  const next = rest.find(({ tag }) => tag === context(0));
  const extensions = rest.find(({ tag }) => tag === context(1));
  const about = {
    source: 'OCSP' as const,
    producedAt: time(thisUpdate),
    nextUpdate: next && time(children(next)[0]),
    keepsExpiredSince: archiveCutoff(extensions),
  };
  if (status?.tag === GOOD) return { ...about, status: 'good', revokedAt: undefined };
  if (status?.tag !== REVOKED) return undefined;
  const [revokedAt, reason] = children(status);
  const code = reason && content(expect(children(reason)[0], TAG.enumerated))[0];
  return { ...about, status: code === ON_HOLD ? 'on hold' : 'revoked', revokedAt: time(revokedAt) };
}

/** RFC 6960, 4.4.4. An unknown critical extension makes the answer none (4.4). */
function archiveCutoff(field: Tlv | undefined): Date | undefined {
  const extensions = readExtensions(field);
  if ([...extensions.values()].some(({ critical }) => critical)) throw new DerError('an extension is unknown');
  const cutoff = extensions.get(OID.archiveCutoff);
  return cutoff && time(readWhole(cutoff.value));
}
