import type { Certificate } from '../certificate/certificate';
import { urisOf } from '../certificate/names';
import { FAULTS, type Fault } from '../findings';
import type { Path } from '../path/paths';
import type { SignatureReport } from '../report';
import { askCrl, isDeltaList } from './crl';
import { isFresh, type Answer, type Moment } from './freshness';
import { askOcsp, ocspRequest } from './ocsp';

/** Gets what issuers publish. `undefined` means no answer; the check never takes that for a pass. */
export interface RevocationFetcher {
  crl(url: string): Promise<Uint8Array | undefined>;
  ocsp(url: string, request: Uint8Array): Promise<Uint8Array | undefined>;
  /** DER of an issuer's certificate. */
  issuer(url: string): Promise<Uint8Array | undefined>;
}

export interface RevocationSources {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly fetcher: RevocationFetcher | undefined;
}

/** What is asked with: answers at hand, certificates of those who may sign them, and who may be asked. */
export interface Asking {
  readonly sources: RevocationSources;
  readonly pool: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  readonly at: Date;
}

type Line = SignatureReport['revocation'][number];
type Use = { readonly best: Date; readonly earliest: Date | undefined };

/** Asks about every certificate below the anchor (EN 319 102-1, 5.2.6.4). No answer that counts is never a pass. */
export async function checkRevocation(
  path: Path,
  asking: Asking,
  use: Use,
): Promise<{ lines: Line[]; faults: Fault[] }> {
  const lines: Line[] = [];
  const faults: Fault[] = [];
  const hasDelta = asking.sources.crls.some(isDeltaList);
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const answer = await ask(certificate, path[index + 1] as Certificate, asking, use);
    faults.push(...faultsOf(answer, { isOwn: index === 0, hasDelta }, use));
    if (answer)
      lines.push({
        ...{ certificate: certificate.sha256, source: answer.source, status: answer.status },
        producedAt: answer.producedAt.toISOString(),
      });
  }
  return { lines, faults };
}

interface About {
  /** The signer’s own, not an authority’s. */
  readonly isOwn: boolean;
  readonly hasDelta: boolean;
}

/** Revoked after it was used is no fault; before is proved only where the use is known to have come later. */
function faultsOf(answer: Answer | undefined, { isOwn, hasDelta }: About, { best, earliest }: Use): Fault[] {
  if (!answer) return [hasDelta ? FAULTS.deltaList() : FAULTS.noRevocationData()];
  const { status, revokedAt } = answer;
  if (status === 'on hold' && revokedAt && revokedAt <= best) return [FAULTS.onHold()];
  if (!revokedAt || revokedAt > best) return [];
  if (!isOwn) return [FAULTS.revokedAuthority()];
  return [earliest && earliest > revokedAt ? FAULTS.revoked() : FAULTS.revokedNoProof()];
}

/** The newest answer at hand that counts; else the issuer is asked. */
async function ask(
  certificate: Certificate,
  issuer: Certificate,
  asking: Asking,
  { best }: Use,
): Promise<Answer | undefined> {
  const moment = { at: asking.at, best };
  const { crls, ocsps, fetcher } = asking.sources;
  const given = [
    ...ocsps.map((bytes) => askOcsp(bytes, certificate, issuer, moment)),
    ...crls.map((bytes) => askCrl(bytes, certificate, issuer, asking)),
  ].filter((answer) => answer !== undefined && isFresh(answer, certificate, moment));
  const [newest] = given.sort((left, right) => Number(right?.producedAt) - Number(left?.producedAt));
  return newest ?? (fetcher && fetchAnswer(certificate, issuer, { ...asking, fetcher, moment }));
}

/** OCSP first: it is small and fresh; then the list. */
async function fetchAnswer(
  certificate: Certificate,
  issuer: Certificate,
  { fetcher, moment, ...asking }: Asking & { readonly fetcher: RevocationFetcher; readonly moment: Moment },
): Promise<Answer | undefined> {
  const counts = (answer: Answer | undefined): answer is Answer => !!answer && isFresh(answer, certificate, moment);
  for (const url of certificate.ocspUrls) {
    const bytes = await fetcher.ocsp(url, ocspRequest(certificate, issuer));
    const answer = bytes && askOcsp(bytes, certificate, issuer, moment);
    if (counts(answer)) return answer;
  }
  for (const url of certificate.distributionPoints.flatMap(({ names }) => urisOf(names))) {
    const bytes = await fetcher.crl(url);
    const answer = bytes && askCrl(bytes, certificate, issuer, asking);
    if (counts(answer)) return answer;
  }
  return undefined;
}
