import { createHash } from 'node:crypto';

import { checkSignature, isTrusted } from '../algorithms';
import { commonName, type Certificate } from '../certificate/certificate';
import { buildChain } from '../path/chain';
import type { SignedData } from '../cms/read-cms';
import type { SignerInfo } from '../cms/signer-info';
import type { Fault } from '../findings';
import { FAULTS, worstFirst } from '../findings';
import { readIdentifiers } from '../certificate/identity';
import type { SignatureReport } from '../report';
import { checkRevocation, type RevocationSources } from '../revocation/revocation';
import { checkTimeStamp } from '../time-stamp/check-time-stamp';

export interface SignatureContext {
  readonly data: SignedData;
  readonly signer: SignerInfo;
  /** The bytes that must have been signed; undefined when they were not given. */
  readonly signed: readonly Uint8Array[] | undefined;
  readonly format: 'CAdES' | 'PAdES';
  /** Time stated by the signer: CMS attribute, or /M of a PDF. */
  readonly signingTime: Date | undefined;
  readonly anchors: readonly Certificate[];
  readonly sources: RevocationSources;
  readonly at: Date;
  /** What the container already showed: a document that was extended, for example. */
  readonly faults: readonly Fault[];
}

/** Judges one signature as EN 319 102-1 does, each fault kept; the worst is the verdict. */
export async function checkSigner(context: SignatureContext): Promise<SignatureReport> {
  const { data, signer, anchors, at, format } = context;
  const faults = [...context.faults];
  const certificate = findSigner(context);
  if (!certificate) return report(context, [...faults, ...integrity(context, undefined), FAULTS.noCertificate()]);
  faults.push(...integrity(context, certificate), ...constraints(context, certificate));

  const timeStamps = signer.timeStamps.map((token) => checkTimeStamp(token, signer.signature, anchors));
  const proofs = timeStamps.flatMap(({ at: proof }) => (proof ? [proof] : []));
  const best = proofs.sort((left, right) => left.getTime() - right.getTime())[0] ?? at;
  if (best < certificate.notBefore) faults.push(FAULTS.notYetValid());
  if (best > certificate.notAfter) faults.push(FAULTS.expired());

  const { chain, broken } = buildChain(certificate, data.certificates, anchors);
  if (!chain) faults.push(broken ? FAULTS.chain(broken) : FAULTS.untrusted());
  const isIssuerLate = chain?.certificates
    .slice(1, -1)
    .some(({ notBefore, notAfter }) => best < notBefore || best > notAfter);
  if (isIssuerLate) faults.push(FAULTS.chain('an issuer’s certificate is out of date'));
  const revocation = chain ? await checkRevocation(chain, context.sources, { at, best }) : { lines: [], faults: [] };
  const level = `${format}-BASELINE-${proofs.length > 0 ? 'T' : 'B'}`;
  return {
    ...report(context, [...faults, ...revocation.faults]),
    level,
    signedBy: { name: commonName(certificate), identifiers: readIdentifiers(certificate).identifiers },
    bestSignatureTime: best.toISOString(),
    chain: (chain?.certificates ?? [certificate]).map(describe),
    timeStamps: timeStamps.map(({ time, indication, subIndication }) => ({ time, indication, subIndication })),
    revocation: revocation.lines,
  };
}

/** The certificate that the signature names; one that is only named by its number is judged, and found to be another. */
function findSigner({ data, signer, anchors }: SignatureContext): Certificate | undefined {
  const candidates = [...data.certificates, ...anchors].filter((candidate) => signer.isOf(candidate));
  return candidates.find((candidate) => signer.named?.isOf(candidate) ?? true) ?? candidates[0];
}

/** Hash and signature value: a proven fault here wins over every doubt about algorithm or certificate. */
function integrity({ signer, signed }: SignatureContext, certificate: Certificate | undefined): Fault[] {
  const { digestHash, algorithm, messageDigest, signedBytes, signature } = signer;
  const faults: Fault[] = [];
  if (!signed) faults.push(FAULTS.contentMissing());
  else if (digestHash !== undefined && !digestOf(digestHash, signed).equals(messageDigest)) faults.push(FAULTS.hash());
  if (digestHash === undefined || algorithm?.hash !== digestHash) faults.push(FAULTS.algorithm());
  if (certificate && algorithm && !checkSignature(algorithm, certificate.key, signedBytes, signature))
    faults.push(FAULTS.crypto());
  return faults;
}

function digestOf(name: string, parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(name);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function constraints({ signer, signingTime, at }: SignatureContext, certificate: Certificate): Fault[] {
  const { named, algorithm } = signer;
  const faults: Fault[] = [];
  if (!named) faults.push(FAULTS.noEss());
  else if (!named.isOf(certificate)) faults.push(FAULTS.essMismatch());
  if (algorithm && !isTrusted(algorithm, certificate.key, at)) faults.push(FAULTS.algorithm());
  if (!certificate.keyUsage?.nonRepudiation) faults.push(FAULTS.noNonRepudiation());
  if (certificate.unknownCritical.length > 0)
    faults.push(FAULTS.chain('the certificate has an unknown critical extension'));
  if (readIdentifiers(certificate).isAmbiguous) faults.push(FAULTS.identity());
  if (!signingTime) faults.push(FAULTS.noSigningTime());
  else if (
    signingTime.getTime() > at.getTime() + SKEW ||
    signingTime < certificate.notBefore ||
    signingTime > certificate.notAfter
  )
    faults.push(FAULTS.signingTime());
  return faults;
}

/** Clocks of citizens differ a little from ours. */
const SKEW = 5 * 60_000;

function report(
  { format, signingTime, faults: container }: SignatureContext,
  faults: readonly Fault[],
): SignatureReport {
  const [worst] = [...faults].sort(worstFirst);
  return {
    indication: worst?.indication ?? 'TOTAL_PASSED',
    subIndication: worst?.subIndication ?? null,
    level: `${format}-BASELINE-B`,
    signedBy: null,
    signingTime: signingTime?.toISOString() ?? null,
    bestSignatureTime: null,
    scope: container.length > 0 ? 'PARTIAL' : 'FULL',
    chain: [],
    timeStamps: [],
    revocation: [],
    // One sentence once, though it may hold for several certificates.
    errors: [...new Map(faults.map(({ finding }) => [finding.en, finding])).values()],
    warnings: [],
    infos: [],
  };
}

const describe = (certificate: Certificate): SignatureReport['chain'][number] => ({
  subject: certificate.x509.subject,
  issuer: certificate.x509.issuer,
  serial: certificate.serial,
  sha256: certificate.sha256,
});
