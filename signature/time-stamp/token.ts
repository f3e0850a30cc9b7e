import { digestOf, readHash } from '../algorithms';
import { OID } from '../asn1/oids';
import {
  DerError,
  TAG,
  children,
  content,
  context,
  expect,
  integerHex,
  oid,
  readWhole,
  smallInteger,
  time,
  type Tlv,
} from '../asn1/tlv';
import { readSignedData, type SignedData } from '../cms/read-cms';
import type { SignerInfo } from '../cms/signer-info';

/** A time-stamp token (RFC 3161, 2.4.2). */
export interface TimeStampToken {
  /** When the authority saw what is stamped. */
  readonly time: Date;
  readonly policy: string;
  readonly nonce: string | undefined;
  /** Name of the hash; undefined for one that we do not know. */
  readonly hash: string | undefined;
  readonly imprint: Buffer;
  readonly data: SignedData;
  readonly signer: SignerInfo;
  /** Whether the imprint is that of these bytes. */
  stands(...stamped: readonly Uint8Array[]): boolean;
}

/** Throws for what is no such token: RFC 3161 wants one signer, TSTInfo inside, and the authority's certificate named. */
export function readTimeStampToken(bytes: Buffer): TimeStampToken {
  const data = readSignedData(bytes, { allowPadding: true });
  const [signer, ...others] = data.signers;
  if (data.contentType !== OID.tstInfo || !data.content || !signer || others.length > 0)
    throw new DerError('it is no time stamp');
  const [version, policy, imprint, serial, generated, ...rest] = children(
    expect(readWhole(data.content), TAG.sequence),
  );
  if (smallInteger(version) !== 1) throw new DerError('the time stamp’s version is unknown');
  integerHex(serial);
  const [algorithm, digest] = children(expect(imprint, TAG.sequence));
  const hash = readHash(algorithm);
  const value = content(expect(digest, TAG.octetString));
  return {
    ...{ time: time(expect(generated, TAG.generalizedTime)), policy: oid(policy), hash, imprint: value, data, signer },
    nonce: readNonce(rest),
    stands: (...stamped) => hash !== undefined && digestOf(hash, stamped).equals(value),
  };
}

/** After accuracy and ordering, before the authority's name [0] and extensions [1]. */
function readNonce(fields: readonly Tlv[]): string | undefined {
  const allowed = [TAG.sequence, TAG.boolean, TAG.integer, context(0), context(1)] as number[];
  const places = fields.map(({ tag }) => allowed.indexOf(tag));
  if (places.some((place, at) => place < 0 || place <= (places[at - 1] ?? -1)))
    throw new DerError('the time stamp has unknown fields');
  const nonce = fields.find(({ tag }) => tag === TAG.integer);
  return nonce && integerHex(nonce);
}
