import type { Certificate } from '../certificate/certificate';

/** What an issuer says of one certificate. */
export interface Answer {
  readonly source: 'CRL' | 'OCSP';
  readonly status: 'good' | 'revoked' | 'on hold';
  readonly revokedAt: Date | undefined;
  /** thisUpdate: as of when it is true. */
  readonly producedAt: Date;
  readonly nextUpdate: Date | undefined;
  /** It still speaks of certificates that ended up to this time before it. */
  readonly keepsExpiredSince: Date | undefined;
}

/** The time of the check, and by when the certificate was used. */
export interface Moment {
  readonly at: Date;
  readonly best: Date;
}

/** Clocks differ a little; a list is in force from thisUpdate on. */
const SKEW = 5 * 60_000;
/** How old an OCSP answer without nextUpdate may be. */
const MAX_AGE = 24 * 3_600_000;

/**
 * Whether an answer counts (EN 319 102-1, 5.2.5): it is in force at the time of the check, or was when the certificate was used, or
 * was given after that. Not one from after the certificate's end, unless it says that it keeps those (RFC 5280; RFC 6960, 4.4.4).
 */
export function isFresh(answer: Answer, { notAfter }: Certificate, { at, best }: Moment): boolean {
  const { source, producedAt, nextUpdate, keepsExpiredSince, revokedAt } = answer;
  const from = producedAt.getTime();
  const isList = source === 'CRL';
  const until = nextUpdate?.getTime() ?? (isList ? from : from + MAX_AGE);
  if (from > at.getTime() + (isList ? 0 : SKEW)) return false;
  const mayBeDropped = producedAt > notAfter && !(keepsExpiredSince && keepsExpiredSince <= notAfter);
  if (mayBeDropped && !revokedAt) return false;
  return until > at.getTime() || from >= best.getTime() || until > best.getTime();
}
