import { isTrustedKey } from '../algorithms';
import type { Certificate } from '../certificate/certificate';

/** From the signer up to, but without, the issuer that is an anchor; `anchor` is what we trust. */
export interface Chain {
  /** Signer first; the anchor last, when it is not the signer itself. */
  readonly certificates: readonly Certificate[];
}

const MAX_LENGTH = 8;

/**
 * Every path from a certificate to an anchor (RFC 5280, 6, for names, signatures, CA flags, path lengths and key usage). An anchor
 * may be the signer's own certificate: nothing above it is asked.
 */
export function buildChain(
  signer: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
): { chain?: Chain; broken?: string } {
  const trusted = new Set(anchors.map(({ sha256 }) => sha256));
  let broken: string | undefined;

  function climb(path: readonly Certificate[]): Chain | undefined {
    const top = path.at(-1);
    if (!top) return undefined;
    if (trusted.has(top.sha256)) return { certificates: path };
    if (path.length >= MAX_LENGTH) return undefined;
    for (const issuer of [...anchors, ...pool]) {
      if (!issuer.subject.equals(top.issuer) || path.some(({ sha256 }) => sha256 === issuer.sha256)) continue;
      if (!isSignedBy(top, issuer)) continue;
      const fault = faultOfIssuer(issuer, path.length - 1);
      if (fault) {
        broken ??= fault;
        continue;
      }
      const found = climb([...path, issuer]);
      if (found) return found;
    }
    return undefined;
  }

  const chain = climb([signer]);
  return { ...(chain && { chain }), ...(broken !== undefined && { broken }) };
}

const signed = new Map<string, boolean>();
const SIGNED_SIZE = 10_000;

/** The same pairs are asked for every signature of an authority. */
function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const key = `${certificate.sha256}:${issuer.sha256}`;
  const known = signed.get(key);
  if (known !== undefined) return known;
  const isGood = certificate.x509.verify(issuer.key);
  if (signed.size >= SIGNED_SIZE) signed.clear();
  signed.set(key, isGood);
  return isGood;
}

/** `below`: how many authorities stand between this one and the signer. */
function faultOfIssuer(issuer: Certificate, below: number): string | undefined {
  if (!issuer.isCa) return 'an issuer is not an authority';
  if (issuer.keyUsage && !issuer.keyUsage.certSign) return 'an issuer may not issue certificates';
  if (issuer.pathLength !== undefined && below > issuer.pathLength)
    return 'the path is longer than an authority allows';
  if (!isTrustedKey(issuer.key, new Date())) return 'an issuer’s key is too weak';
  return issuer.unknownCritical.length > 0 ? 'an issuer has an unknown critical extension' : undefined;
}
