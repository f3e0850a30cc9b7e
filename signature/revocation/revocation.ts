import type { Certificate } from '../certificate/certificate';
import type { Chain } from '../path/chain';
import { askCrl } from './crl';
import type { Fault } from '../findings';
import { FAULTS } from '../findings';
import { askOcsp, ocspRequest } from './ocsp';
import type { SignatureReport } from '../report';

/** Gets what issuers publish. `undefined` means no answer; the check never takes that for a pass. */
export interface RevocationFetcher {
  crl(url: string): Promise<Uint8Array | undefined>;
  ocsp(url: string, request: Uint8Array): Promise<Uint8Array | undefined>;
}

export interface RevocationSources {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly fetcher: RevocationFetcher | undefined;
}

type Line = SignatureReport['revocation'][number];

interface Answer {
  readonly source: Line['source'];
  readonly revokedAt: Date | undefined;
  readonly producedAt: Date;
}

/** Asks about every certificate below the anchor. Revoked after the best signature time is no fault. */
export async function checkRevocation(
  { certificates }: Chain,
  sources: RevocationSources,
  { at, best, earliest }: { at: Date; best: Date; earliest: Date | undefined },
): Promise<{ lines: Line[]; faults: Fault[] }> {
  const lines: Line[] = [];
  const faults: Fault[] = [];
  for (const [index, certificate] of certificates.slice(0, -1).entries()) {
    const issuer = certificates[index + 1];
    const answer = issuer && (await ask(certificate, issuer, sources, at));
    const revoked = answer?.revokedAt && answer.revokedAt <= best ? answer.revokedAt : undefined;
    if (!answer) faults.push(FAULTS.noRevocationData());
    else if (revoked && index > 0) faults.push(FAULTS.revokedAuthority());
    else if (revoked) faults.push(earliest && earliest > revoked ? FAULTS.revoked() : FAULTS.revokedNoProof());
    if (answer)
      lines.push({
        certificate: certificate.sha256,
        source: answer.source,
        status: answer.revokedAt ? 'revoked' : 'good',
        producedAt: answer.producedAt.toISOString(),
      });
  }
  return { lines, faults };
}

async function ask(
  certificate: Certificate,
  issuer: Certificate,
  sources: RevocationSources,
  at: Date,
): Promise<Answer | undefined> {
  const { crls, ocsps, fetcher } = sources;
  for (const bytes of ocsps) {
    const answer = askOcsp(bytes, certificate, issuer, at);
    if (answer) return { source: 'OCSP', ...answer };
  }
  for (const bytes of crls) {
    const answer = askCrl(bytes, certificate, issuer, at);
    if (answer) return { source: 'CRL', ...answer };
  }
  return fetcher && fetch(certificate, issuer, fetcher, at);
}

/** OCSP first: it is small and fresh; then the list. */
async function fetch(
  certificate: Certificate,
  issuer: Certificate,
  fetcher: RevocationFetcher,
  at: Date,
): Promise<Answer | undefined> {
  for (const url of certificate.ocspUrls) {
    const bytes = await fetcher.ocsp(url, ocspRequest(certificate, issuer));
    const answer = bytes && askOcsp(bytes, certificate, issuer, at);
    if (answer) return { source: 'OCSP', ...answer };
  }
  for (const url of certificate.crlUrls) {
    const bytes = await fetcher.crl(url);
    const answer = bytes && askCrl(bytes, certificate, issuer, at);
    if (answer) return { source: 'CRL', ...answer };
  }
  return undefined;
}
