import { checkSignature, digestOf, isTrusted, isTrustedHash } from '../algorithms';
import { OID } from '../asn1/oids';
import { DerError } from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { FAULTS, Fault, worstFirst } from '../findings';
import type { TimeStampReport } from '../report';
import { readTimeStampToken, type TimeStampToken } from '../time-stamp/token';
import { validateCertificate, type TrustContext, type Validity } from './certificate-validity';

export interface ValidatedTimeStamp {
  readonly report: TimeStampReport;
  /** Undefined where the bytes are no token. */
  readonly token: TimeStampToken | undefined;
  /** The time it proves; undefined where it proves nothing. */
  readonly proves: Date | undefined;
  readonly faults: readonly Fault[];
}

/**
 * A time stamp is a signature of its own (EN 319 102-1, 5.4): imprint, signature, the authority's certificate with its one purpose, path
 * and revocation. `existed`: when the token itself is known to have existed, now or by a later time stamp.
 */
export async function validateTimeStamp(
  bytes: Buffer,
  type: TimeStampReport['type'],
  stands: (token: TimeStampToken) => boolean,
  { trust, existed }: { trust: TrustContext; existed: Date },
): Promise<ValidatedTimeStamp> {
  const token = readOrFault(bytes);
  if (token instanceof Fault) return answer(type, undefined, [token]);
  const authority = token.data.certificates.concat(trust.anchors).find((one) => isSigner(token, one));
  const faults = [...integrityFaults(token, stands), ...(authority ? constraintFaults(token, authority, existed) : [])];
  if (!authority) return answer(type, token, [...faults, FAULTS.noCertificate()]);
  faults.push(...proofOfKey(token, authority));
  const pool = [...token.data.certificates, ...trust.pool];
  const validity = await validateCertificate(authority, { ...trust, pool }, { best: existed, earliest: undefined });
  return answer(type, token, [...faults, ...validity.faults], validity);
}

export function readOrFault(bytes: Buffer): TimeStampToken | Fault {
  try {
    return readTimeStampToken(bytes);
  } catch (error) {
    if (error instanceof Fault) return error;
    if (error instanceof DerError || error instanceof RangeError) return FAULTS.format(error.message);
    throw error;
  }
}

const isSigner = ({ signer }: TimeStampToken, certificate: Certificate): boolean =>
  signer.isOf(certificate) && (signer.named?.isOf(certificate) ?? true);

function integrityFaults(token: TimeStampToken, stands: (token: TimeStampToken) => boolean): Fault[] {
  const { data, signer, hash } = token;
  const faults: Fault[] = [];
  if (hash === undefined || signer.digestHash === undefined || signer.algorithm?.hash !== signer.digestHash)
    return [FAULTS.algorithm()];
  if (!stands(token)) faults.push(FAULTS.imprint());
  if (!digestOf(signer.digestHash, [data.content ?? Buffer.alloc(0)]).equals(signer.messageDigest))
    faults.push(FAULTS.hash());
  return faults;
}

const proofOfKey = ({ signer }: TimeStampToken, { key }: Certificate): Fault[] =>
  signer.algorithm && !checkSignature(signer.algorithm, key, signer.signedBytes, signer.signature)
    ? [FAULTS.crypto()]
    : [];

/** RFC 3161, 2.3: a critical extended key usage with time stamping alone. ESS names the authority's certificate (2.4.1). */
function constraintFaults({ signer, hash, time }: TimeStampToken, authority: Certificate, existed: Date): Fault[] {
  const faults: Fault[] = [];
  const { extendedKeyUsage: purpose, notBefore, notAfter } = authority;
  const isForTime =
    purpose?.critical === true && purpose.purposes.length === 1 && purpose.purposes[0] === OID.timeStamping;
  if (!isForTime) faults.push(FAULTS.notForTime());
  if (!signer.named) faults.push(FAULTS.noEss());
  if (time < notBefore || time > notAfter || time.getTime() > existed.getTime() + SKEW) faults.push(FAULTS.stampTime());
  if (signer.algorithm && !isTrusted(signer.algorithm, authority.key, existed)) faults.push(FAULTS.algorithm());
  if (hash !== undefined && !isTrustedHash(hash, existed)) faults.push(FAULTS.algorithm());
  return faults;
}

/** Clocks differ a little. */
const SKEW = 5 * 60_000;

function answer(
  type: TimeStampReport['type'],
  token: TimeStampToken | undefined,
  faults: readonly Fault[],
  validity?: Validity,
): ValidatedTimeStamp {
  const [worst] = [...faults].sort(worstFirst);
  const report = {
    ...{ type, time: token?.time.toISOString() ?? null },
    ...{ indication: worst?.indication ?? ('TOTAL_PASSED' as const), subIndication: worst?.subIndication ?? null },
    ...{ authority: validity?.path[0]?.x509.subject ?? null, errors: faults.map(({ finding }) => finding) },
  };
  return { report, token, faults, proves: worst ? undefined : token?.time };
}
