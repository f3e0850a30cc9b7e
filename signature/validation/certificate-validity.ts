import type { Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import { buildChain } from '../path/chain';
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
  readonly path: readonly Certificate[];
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
  const { chain, broken } = buildChain(certificate, trust.pool, trust.anchors);
  const faults = lifeFaults(certificate, use);
  if (!chain) {
    const fault = broken === undefined ? FAULTS.untrusted() : FAULTS.chain(broken);
    return { path: [certificate], revocation: [], faults: [...faults, fault] };
  }
  const path = chain.certificates;
  const isIssuerLate = path.slice(1, -1).some(({ notBefore, notAfter }) => use.best < notBefore || use.best > notAfter);
  if (isIssuerLate) faults.push(FAULTS.issuerLate());
  const { lines, faults: revoked } = await checkRevocation(chain, trust.sources, { at: trust.at, ...use });
  return { path, revocation: lines, faults: [...faults, ...revoked] };
}

function lifeFaults({ notBefore, notAfter }: Certificate, { best, earliest }: Use): Fault[] {
  if (best < notBefore) return [FAULTS.notYetValid()];
  if (best <= notAfter) return [];
  return [earliest && earliest > notAfter ? FAULTS.expired() : FAULTS.expiredNoProof()];
}
