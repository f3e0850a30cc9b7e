import { isTrusted, isTrustedKey } from '../algorithms';
import { isSelfIssued, type Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import { nameConstraintFault } from './name-constraints';
import type { Path } from './paths';
import { policyFault } from './policies';
import { REASONS, type Reason } from './reasons';

/**
 * RFC 5280, 6.1 over a path, as of a time: what each authority is allowed, names and policies. The anchor is believed as it is
 * (6.1.1 d); the life and the revocation of the certificates are judged elsewhere.
 */
export function pathFaults(path: Path, at: Date): Fault[] {
  const reasons = [
    ...path.slice(1).map((issuer, index) => issuerFault(issuer, path.slice(1, index + 1), index === path.length - 2)),
    nameConstraintFault(path),
    policyFault(path),
  ];
  const faults = reasons.flatMap((reason) => (reason ? [FAULTS.chain(reason)] : []));
  return path.slice(0, -1).some((certificate, index) => isWeak(certificate, path[index + 1] as Certificate, at))
    ? [...faults, FAULTS.algorithmOfIssuer()]
    : faults;
}

/** `below`: the authorities between this one and the certificate. Self-issued ones do not count (6.1.4 l). */
function issuerFault(issuer: Certificate, below: readonly Certificate[], isAnchor: boolean): Reason | undefined {
  const counted = below.filter((one) => !isSelfIssued(one)).length;
  if (!issuer.isCa) return REASONS.notAuthority;
  if (issuer.keyUsage && !issuer.keyUsage.certSign) return REASONS.mayNotIssue;
  if (issuer.pathLength !== undefined && counted > issuer.pathLength) return REASONS.pathTooLong;
  return issuer.unknownCritical.length > 0 && !isAnchor ? REASONS.unknownCritical : undefined;
}

function isWeak({ algorithm }: Certificate, { key }: Certificate, at: Date): boolean {
  return !algorithm || !isTrusted(algorithm, key, at) || !isTrustedKey(key, at);
}
