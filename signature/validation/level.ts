import { OID } from '../asn1/oids';
import { has } from '../cms/attributes';
import type { SignatureContext } from './signature-context';

/**
 * The baseline level by what a signature carries (EN 319 122-1, 6; EN 319 142-1, 6), sound or not: B names its certificate, T has a time
 * stamp, LT the revocation data with it, LTA a later time stamp over all. Without the name it is plain CMS.
 */
export function levelOf({ format, signer, data, documentTimeStamps, hasValidationData }: SignatureContext): string {
  if (!signer.named) return 'CMS';
  const { unsigned, timeStamps } = signer;
  const isStamped = timeStamps.length > 0 || documentTimeStamps.length > 0;
  const hasData =
    hasValidationData || data.crls.length > 0 || data.ocsps.length > 0 || has(unsigned, OID.revocationValues);
  const isArchived = has(unsigned, OID.archiveTimeStampV3) || (documentTimeStamps.length > 0 && timeStamps.length > 0);
  const level = !isStamped ? 'B' : !hasData ? 'T' : isArchived ? 'LTA' : 'LT';
  return `${format}-BASELINE-${level}`;
}
