import { checkSignature, digestOf } from '../algorithms';
import type { Certificate } from '../certificate/certificate';
import { FAULTS, type Fault } from '../findings';
import type { SignatureContext } from './signature-context';

/** Hash and signature value (EN 319 102-1, 5.2.7): a fault that is proved here wins over every doubt about algorithm or certificate. */
export function integrityFaults({ signer, signed }: SignatureContext, certificate: Certificate | undefined): Fault[] {
  const { digestHash, algorithm, messageDigest, signedBytes, signature } = signer;
  const faults: Fault[] = [];
  if (!signed) faults.push(FAULTS.contentMissing());
  else if (digestHash !== undefined && !digestOf(digestHash, signed).equals(messageDigest)) faults.push(FAULTS.hash());
  if (digestHash === undefined || !algorithm) faults.push(FAULTS.algorithm());
  else if (algorithm.hash !== digestHash) faults.push(FAULTS.algorithmsDiffer());
  if (certificate && algorithm && !checkSignature(algorithm, certificate.key, signedBytes, signature))
    faults.push(FAULTS.crypto());
  return faults;
}
