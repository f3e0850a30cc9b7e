import { isTrusted } from '../algorithms';
import type { Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import { REASONS } from '../path/reasons';
import type { Use } from './certificate-validity';
import { identityFaults } from './identity';
import type { SignatureContext } from './signature-context';

/** Signature acceptance (EN 319 102-1, 5.2.8): what a sound signature must say of itself, and what its certificate must be for. */
export function constraintFaults(context: SignatureContext, certificate: Certificate, use: Use, at: Date): Fault[] {
  const { named, algorithm } = context.signer;
  const faults: Fault[] = [];
  if (!named) faults.push(FAULTS.noEss());
  else if (!named.isOf(certificate)) faults.push(FAULTS.essMismatch());
  if (algorithm && !isTrusted(algorithm, certificate.key, use.best)) faults.push(FAULTS.algorithm());
  if (!certificate.keyUsage?.nonRepudiation) faults.push(FAULTS.noNonRepudiation());
  if (certificate.unknownCritical.length > 0) faults.push(FAULTS.chain(REASONS.unknownCritical));
  return [...faults, ...identityFaults(certificate), ...timeFaults(context, certificate, use, at)];
}

/** Clocks of citizens differ a little from ours. */
const SKEW = 5 * 60_000;

/** What the signer says of the time proves nothing, but may not contradict what is known. */
function timeFaults(
  { signingTime }: SignatureContext,
  { notBefore, notAfter }: Certificate,
  use: Use,
  at: Date,
): Fault[] {
  if (!signingTime) return [FAULTS.noSigningTime()];
  const isLate = signingTime.getTime() > Math.min(at.getTime(), use.best.getTime()) + SKEW;
  const isEarly = use.earliest !== undefined && signingTime.getTime() + SKEW < use.earliest.getTime();
  const isOutside = signingTime < notBefore || signingTime > notAfter;
  return isLate || isEarly || isOutside ? [FAULTS.signingTime()] : [];
}
