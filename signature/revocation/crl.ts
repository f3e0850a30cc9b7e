import { createHash } from 'node:crypto';

import { checkSignature, isTrusted, readAlgorithm } from '../algorithms';
import { OID } from '../asn1/oids';
import { DerError, TAG, bits, children, context, expect, readTlv, readWhole, time, whole, type Tlv } from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { readExtensions, type Extensions } from '../certificate/extensions';
import { canonicalName } from '../certificate/names';
import { findPaths } from '../path/paths';
import { pathFaults } from '../path/validate-path';
import { readScope, type Scope } from './crl-scope';
import { readEntries, type Entries } from './crl-entries';
import type { Answer } from './freshness';

/** A list of revoked certificates (RFC 5280, 5). */
interface Crl {
  readonly issuerName: string;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly isDelta: boolean;
  readonly scope: Scope;
  readonly keepsExpiredSince: Date | undefined;
  readonly entries: Entries;
  isSignedBy(authority: Certificate, at: Date): boolean;
}

const byBytes = new WeakMap<Uint8Array, Crl>();
const byHash = new Map<string, Crl>();
const CACHE_SIZE = 100;

/** Reads a list once; a large one becomes a map of serial numbers. */
function readCrl(bytes: Uint8Array): Crl {
  const known = byBytes.get(bytes);
  if (known) return known;
  const key = createHash('sha256').update(bytes).digest('hex');
  const crl = byHash.get(key) ?? parse(Buffer.from(bytes));
  if (byHash.size >= CACHE_SIZE) byHash.clear();
  byHash.set(key, crl);
  byBytes.set(bytes, crl);
  return crl;
}

function parse(der: Buffer): Crl {
  const [tbs, algorithm, signature] = children(expect(readWhole(der), TAG.sequence));
  const fields = children(expect(tbs, TAG.sequence));
  if (fields[0]?.tag === TAG.integer) fields.shift();
  const [inner, issuer, thisUpdate, ...rest] = fields;
  const outer = expect(algorithm, TAG.sequence);
  if (!whole(expect(inner, TAG.sequence)).equals(whole(outer))) throw new DerError('a list names two algorithms');
  const isTime = (element: Tlv | undefined) => element?.tag === TAG.utcTime || element?.tag === TAG.generalizedTime;
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const list = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const extensions = readExtensions(rest.find(({ tag }) => tag === context(0)));
  refuseUnknown(extensions);
  const issuerName = canonicalName(whole(expect(issuer, TAG.sequence)));
  const scope = readScope(extensions);
  const cutoff = extensions.get(OID.expiredCertsOnCrl);
  return {
    ...{ issuerName, scope, isDelta: extensions.has(OID.deltaCrlIndicator) },
    ...{ thisUpdate: time(thisUpdate), nextUpdate: nextUpdate && time(nextUpdate) },
    keepsExpiredSince: cutoff && time(readTlv(cutoff.value)),
    entries: readEntries(list, issuerName, scope.isIndirect),
    isSignedBy: signatureCheck(whole(expect(tbs, TAG.sequence)), outer, bits(signature)),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  OID.issuingDistributionPoint,
  OID.deltaCrlIndicator,
  OID.authorityKeyIdentifier,
]);

/** RFC 5280, 5.2: a list with a critical extension that we do not know says nothing to us. */
function refuseUnknown(extensions: Extensions): void {
  for (const [id, { critical }] of extensions)
    if (critical && !KNOWN.has(id)) throw new DerError('a list has an unknown critical extension');
}

/** The signature is checked once for each authority. */
function signatureCheck(tbs: Buffer, identifier: Tlv, signature: Buffer): Crl['isSignedBy'] {
  const algorithm = readAlgorithm(identifier, undefined);
  const known = new Map<string, boolean>();
  return ({ sha256, key }, at) => {
    if (!algorithm || !isTrusted(algorithm, key, at)) return false;
    const before = known.get(sha256);
    if (before !== undefined) return before;
    const isGood = checkSignature(algorithm, key, tbs, signature);
    known.set(sha256, isGood);
    return isGood;
  };
}

/** Who may sign lists: certificates that came along, judged by their path. */
export interface ListSigners {
  readonly pool: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Date;
}

/** What a list says of a certificate; undefined when it is not for it, not by one who may say so, or not readable. */
export function askCrl(
  bytes: Uint8Array,
  certificate: Certificate,
  issuer: Certificate,
  signers: ListSigners,
): Answer | undefined {
  try {
    const crl = readCrl(bytes);
    if (crl.isDelta || !crl.scope.holds(certificate, crl.issuerName)) return undefined;
    if (!isAuthorised(crl, issuer, signers)) return undefined;
    const entry = crl.entries.find(certificate);
    return {
      ...{
        source: 'CRL',
        status: entry?.isOnHold ? 'on hold' : entry ? 'revoked' : 'good',
        revokedAt: entry?.revokedAt,
      },
      ...{ producedAt: crl.thisUpdate, nextUpdate: crl.nextUpdate, keepsExpiredSince: crl.keepsExpiredSince },
    };
  } catch {
    return undefined;
  }
}

/** A delta list holds changes to another one; what is only in that one it does not say. */
export function isDeltaList(bytes: Uint8Array): boolean {
  try {
    return readCrl(bytes).isDelta;
  } catch {
    return false;
  }
}

/** The issuer itself, or an authority of the list's name that itself leads to an anchor (RFC 5280, 6.3.3 f). */
function isAuthorised(crl: Crl, issuer: Certificate, { pool, anchors, at }: ListSigners): boolean {
  const isSigner = (candidate: Certificate): boolean =>
    candidate.subjectName === crl.issuerName && (candidate.keyUsage?.crlSign ?? true) && crl.isSignedBy(candidate, at);
  if (isSigner(issuer)) return true;
  return [...pool, ...anchors]
    .filter(isSigner)
    .some((candidate) => [...findPaths(candidate, pool, anchors)].some((path) => pathFaults(path, at).length === 0));
}
