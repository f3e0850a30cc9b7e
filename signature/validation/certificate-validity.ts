import { DerError } from '../asn1/tlv';
import { readCertificate, type Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import { findPaths, type Path } from '../path/paths';
import { pathFaults } from '../path/validate-path';
import type { SignatureReport } from '../report';
import { checkRevocation, type RevocationSources } from '../revocation/revocation';

/** What certificates are judged with. */
export interface TrustContext {
  readonly anchors: readonly Certificate[];
  /** Certificates that came along: they help to find a path, nothing in them is believed. */
  readonly pool: readonly Certificate[];
  readonly sources: RevocationSources;
  /** When the check is made. */
  readonly at: Date;
}

export interface Validity {
  /** The path that was found, the certificate first; it alone where none was. */
  readonly path: Path;
  readonly revocation: SignatureReport['revocation'];
  readonly faults: readonly Fault[];
}

/** When the certificate was used: existed by `best` at the latest, and not before `earliest` where that is proved. */
export interface Use {
  readonly best: Date;
  readonly earliest: Date | undefined;
}

/**
 * Validity of a certificate at the time it is known to have been used (EN 319 102-1, 5.2.6 and 5.3.4): its path, its life and
 * revocation up to the anchor. A later end or revocation is no fault; an earlier one is proved only where the use came after it.
 */
export async function validateCertificate(certificate: Certificate, trust: TrustContext, use: Use): Promise<Validity> {
  const life = lifeFaults(certificate, use);
  const found = choose(certificate, trust, use) ?? (await chooseWithIssuers(certificate, trust, use));
  if (!found) return { path: [certificate], revocation: [], faults: [...life, FAULTS.untrusted()] };
  const { path, faults } = found;
  const { lines, faults: revoked } = await checkRevocation(path, trust, use);
  return { path, revocation: lines, faults: [...life, ...faults, ...revoked] };
}

interface Found {
  readonly path: Path;
  readonly faults: readonly Fault[];
}

/** The first path without a fault, else the first there is. */
function choose(certificate: Certificate, { pool, anchors }: TrustContext, { best }: Use): Found | undefined {
  let first: Found | undefined;
  for (const path of findPaths(certificate, pool, anchors)) {
    const isLate = path.slice(1, -1).some(({ notBefore, notAfter }) => best < notBefore || best > notAfter);
    const found = { path, faults: [...pathFaults(path, best), ...(isLate ? [FAULTS.issuerLate()] : [])] };
    if (found.faults.length === 0) return found;
    first ??= found;
  }
  return first;
}

/** How many issuers are fetched for one certificate. */
const MAX_FETCHED = 4;

/** Where no issuer came along, what the certificates say of where it lies (RFC 5280, 4.2.2.1). */
async function chooseWithIssuers(certificate: Certificate, trust: TrustContext, use: Use): Promise<Found | undefined> {
  const { fetcher } = trust.sources;
  const fetched: Certificate[] = [];
  for (let top: Certificate | undefined = certificate; top && fetcher && fetched.length < MAX_FETCHED;) {
    const url: string | undefined = top.issuerUrls[0];
    const issuer: Certificate | undefined = url === undefined ? undefined : readIssuer(await fetcher.issuer(url));
    if (!issuer) return undefined;
    fetched.push(issuer);
    const found = choose(certificate, { ...trust, pool: [...trust.pool, ...fetched] }, use);
    if (found) return found;
    top = issuer;
  }
  return undefined;
}

function readIssuer(bytes: Uint8Array | undefined): Certificate | undefined {
  try {
    return bytes && readCertificate(bytes);
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function lifeFaults({ notBefore, notAfter }: Certificate, { best, earliest }: Use): Fault[] {
  if (best < notBefore) return [FAULTS.notYetValid()];
  if (best <= notAfter) return [];
  return [earliest && earliest > notAfter ? FAULTS.expired() : FAULTS.expiredNoProof()];
}
