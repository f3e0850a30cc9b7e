import { isTrusted, isTrustedKey } from '../algorithms';
import { isSelfIssued, type Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import { nameConstraintFault } from './name-constraints';
import type { Path } from './paths';
import { policyFault } from './policies';

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

/** Why a path is not right, for the sentence around it. */
export interface Reason {
  readonly bg: string;
  readonly en: string;
}

export const REASONS = {
  notAuthority: { bg: 'един от издателите не е удостоверителен орган', en: 'an issuer is not an authority' },
  mayNotIssue: {
    bg: 'един от издателите няма право да издава сертификати',
    en: 'an issuer may not issue certificates',
  },
  pathTooLong: {
    bg: 'веригата е по-дълга, отколкото издател позволява',
    en: 'the path is longer than an authority allows',
  },
  unknownCritical: {
    bg: 'сертификат има непознато задължително разширение',
    en: 'a certificate has an unknown critical extension',
  },
  nameNotPermitted: {
    bg: 'името на притежателя е извън разрешените за издателя',
    en: 'the holder’s name is outside those its issuer may certify',
  },
  policy: {
    bg: 'сертификатът не е издаден по изискваната политика',
    en: 'the certificate was not issued under a policy that is required',
  },
} satisfies Record<string, Reason>;
