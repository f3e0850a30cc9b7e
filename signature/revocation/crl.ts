import { createHash } from 'node:crypto';

import { checkSignature, isTrusted, readAlgorithm } from '../algorithms';
import type { Certificate } from '../certificate/certificate';
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

export interface CrlAnswer {
  readonly revokedAt: Date | undefined;
  readonly producedAt: Date;
}

interface Crl {
  readonly issuer: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Delta and indirect lists are refused: they need what we do not have. */
  readonly isComplete: boolean;
  readonly revoked: ReadonlyMap<string, Date>;
  isSignedBy(issuer: Certificate): boolean;
}

const cache = new Map<string, Crl>();
const CACHE_SIZE = 100;

/** Reads a list once (RFC 5280, 5); a large one becomes a map of serial numbers. */
function readCrl(bytes: Uint8Array): Crl {
  const der = Buffer.from(bytes);
  const key = createHash('sha256').update(der).digest('hex');
  const known = cache.get(key);
  if (known) return known;
  const crl = parse(der);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, crl);
  return crl;
}

function parse(der: Buffer): Crl {
  const [tbs, algorithm, signature] = children(expect(readWhole(der), TAG.sequence));
  const fields = children(expect(tbs, TAG.sequence));
  if (fields[0]?.tag === TAG.integer) fields.shift();
  const [, issuer, thisUpdate, ...rest] = fields;
  const isTime = (element: Tlv | undefined) => element?.tag === TAG.utcTime || element?.tag === TAG.generalizedTime;
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const list = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const extensions = rest.find(({ tag }) => tag === context(0));
  let trusted: string | undefined;
  return {
    issuer: whole(expect(issuer, TAG.sequence)),
    thisUpdate: time(thisUpdate),
    nextUpdate: nextUpdate && time(nextUpdate),
    isComplete: !criticalExtensions(extensions).length,
    revoked: new Map((list ? children(list) : []).map(readEntry)),
    isSignedBy(certificate) {
      if (trusted === certificate.sha256) return true;
      const read = readAlgorithm(expect(algorithm, TAG.sequence), undefined);
      const isGood =
        !!read &&
        !!tbs &&
        isTrusted(read, certificate.key, new Date()) &&
        checkSignature(read, certificate.key, whole(tbs), bits(signature));
      if (isGood) trusted = certificate.sha256;
      return isGood;
    },
  };
}

function readEntry(entry: Tlv): readonly [string, Date] {
  const [serial, date] = children(entry);
  return [integerHex(serial), time(date)];
}

/** A delta indicator or an issuing distribution point is critical: such a list is not the whole truth. */
function criticalExtensions(field: Tlv | undefined): string[] {
  if (!field) return [];
  return children(expect(children(field)[0], TAG.sequence)).flatMap((extension) => {
    const [id, critical] = children(extension);
    return critical?.tag === TAG.boolean && content(critical)[0] !== 0 ? [oid(id)] : [];
  });
}

/** What a list says of a certificate; undefined when it is not for it, not its issuer's, not fresh or not readable. */
export function askCrl(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  at: Date,
): CrlAnswer | undefined {
  try {
    const crl = readCrl(bytes);
    const isFresh = crl.thisUpdate <= at && !!crl.nextUpdate && at < crl.nextUpdate;
    const isIssuers =
      crl.issuer.equals(certificate.issuer) && (issuer.keyUsage?.crlSign ?? true) && crl.isSignedBy(issuer);
    if (!isFresh || !isIssuers || !crl.isComplete) return undefined;
    return { revokedAt: crl.revoked.get(certificate.serial), producedAt: crl.thisUpdate };
  } catch {
    return undefined;
  }
}
