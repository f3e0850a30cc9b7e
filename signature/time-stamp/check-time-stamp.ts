import { createHash } from 'node:crypto';

import { HASHES, checkSignature } from '../algorithms';
import type { Certificate } from '../certificate/certificate';
import { buildChain } from '../path/chain';
import { readSignedData } from '../cms/read-cms';
import { OID } from '../asn1/oids';
import type { SignatureReport } from '../report';
import { TAG, children, content, expect, oid, readWhole, time } from '../asn1/tlv';

type TimeStampReport = SignatureReport['timeStamps'][number];

/** Evaluates a time stamp (RFC 3161) over `stamped`: imprint, signature, purpose of the authority's certificate, its chain. */
export function checkTimeStamp(
  token: Buffer,
  stamped: Buffer,
  anchors: readonly Certificate[],
): TimeStampReport & { at?: Date } {
  try {
    const at = readSound(token, stamped, anchors);
    if (!at) return { time: null, indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' };
    return { time: at.toISOString(), indication: 'TOTAL_PASSED', subIndication: null, at };
  } catch {
    return { time: null, indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' };
  }
}

function readSound(token: Buffer, stamped: Buffer, anchors: readonly Certificate[]): Date | undefined {
  const data = readSignedData(token);
  const [signer] = data.signers;
  if (data.contentType !== OID.tstInfo || !data.content || !signer?.algorithm || !signer.digestHash)
    throw new Error('it is no time stamp');
  const [, , imprint, , generated] = children(readWhole(data.content));
  const [algorithm, digest] = children(expect(imprint, TAG.sequence));
  const hash = HASHES[oid(children(expect(algorithm, TAG.sequence))[0])];
  if (!hash || !content(expect(digest, TAG.octetString)).equals(createHash(hash).update(stamped).digest()))
    throw new Error('it stands over something else');
  if (!signer.messageDigest.equals(createHash(signer.digestHash).update(data.content).digest()))
    throw new Error('it was changed');
  const authority =
    data.certificates.find((certificate) => signer.isOf(certificate)) ?? anchors.find((anchor) => signer.isOf(anchor));
  if (!authority) return undefined;
  if (!checkSignature(signer.algorithm, authority.key, signer.signedBytes, signer.signature))
    throw new Error('it is forged');
  const { extendedKeyUsage: purpose } = authority;
  const isForTime =
    purpose?.critical === true && purpose.purposes.length === 1 && purpose.purposes[0] === OID.timeStamping;
  const at = time(generated);
  const isInTime = authority.notBefore <= at && at <= authority.notAfter;
  return isForTime && isInTime && buildChain(authority, data.certificates, anchors).chain ? at : undefined;
}
