import { readAlgorithm, readHash, type SignatureAlgorithm } from '../algorithms';
import { asDer, readBer } from '../asn1/ber';
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
  smallInteger,
  time,
  whole,
  type Tlv,
} from '../asn1/tlv';
import type { Certificate } from '../certificate/certificate';
import { has, readAttributes, refuseRepeated, single, valuesOf, type Attribute } from './attributes';
import { readNamed, type Named } from './signing-certificate';

/** One signer of a CMS (RFC 5652, 5.3). The fields are DER where they are signed or stamped. */
export interface SignerInfo {
  /** The name of the content's hash; undefined for one that we do not know. */
  readonly digestHash: string | undefined;
  /** Undefined where we do not know it. */
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly signature: Buffer;
  /** DER of the signed attributes as they were signed: a SET, not `[0]`. */
  readonly signedBytes: Buffer;
  readonly messageDigest: Buffer;
  readonly signingTime: Date | undefined;
  /** The certificates that the signature names (ESS), the signer's first; undefined when it names none. */
  readonly named: Named | undefined;
  /** RFC 3161 tokens over the content, made before the signature (EN 319 122-1, 5.2.8). */
  readonly contentTimeStamps: readonly Buffer[];
  /** RFC 3161 tokens over the signature value. */
  readonly timeStamps: readonly Buffer[];
  readonly unsigned: readonly Attribute[];
  /** Version to signature, as they stand: what an archive time stamp covers of the signer (EN 319 122-1, 5.5.3). */
  readonly fields: readonly Buffer[];
  isOf(certificate: Certificate): boolean;
}

/** Version numbers are one octet. */
export const versionOf = (element: Tlv | undefined): number => smallInteger(asDer(element));

/** Reads a signer; a deviation from the standard throws. */
export function readSigner(info: Tlv, contentType: string): SignerInfo {
  const [version, sid, digest, signedAttributes, algorithm, signature, ...rest] = children(
    expect(info, TAG.sequence),
    readBer,
  ).map((field) => (field.tag === context(1) ? field : asDer(field)));
  if (signedAttributes?.tag !== context(0)) throw new DerError('there are no signed attributes');
  if (versionOf(version) !== (sid?.tag === TAG.sequence ? 1 : 3))
    throw new DerError('the version of a signer is wrong');
  const attributes = readAttributes(signedAttributes);
  refuseRepeated(attributes);
  refuseMisplaced(attributes);
  if (oid(single(attributes, OID.contentType)) !== contentType) throw new DerError('the content types differ');
  const digestHash = readHash(digest);
  return {
    digestHash,
    algorithm: readAlgorithm(expect(algorithm, TAG.sequence), digestHash),
    signature: content(expect(signature, TAG.octetString)),
    signedBytes: signedBytesOf(signedAttributes),
    messageDigest: content(expect(single(attributes, OID.messageDigest), TAG.octetString)),
    signingTime: has(attributes, OID.signingTime) ? time(single(attributes, OID.signingTime)) : undefined,
    named: readNamed(attributes),
    contentTimeStamps: valuesOf(attributes, OID.contentTimeStamp),
    ...readUnsigned(rest),
    fields: [version, sid, digest, signedAttributes, algorithm, signature].map((field) => whole(asDer(field))),
    isOf: matcherOf(sid),
  };
}

function readUnsigned([field, ...more]: readonly Tlv[]): Pick<SignerInfo, 'unsigned' | 'timeStamps'> {
  if (more.length > 0 || (field && field.tag !== context(1))) throw new DerError('a signer has unknown fields');
  const unsigned = field ? readAttributes(field, readBer) : [];
  for (const type of [OID.contentType, OID.messageDigest, OID.signingTime])
    if (has(unsigned, type)) throw new DerError('an attribute that is to be signed is not');
  return { unsigned, timeStamps: valuesOf(unsigned, OID.signatureTimeStamp) };
}

/** What comes after the signature cannot stand under it (RFC 5652, 11.4; EN 319 122-1, 5.3). */
function refuseMisplaced(signed: readonly Attribute[]): void {
  for (const type of [OID.counterSignature, OID.signatureTimeStamp, OID.archiveTimeStampV3])
    if (has(signed, type)) throw new DerError('an attribute is signed that comes after the signature');
}

/** What was signed is the DER of a SET OF; attributes in another order are refused. */
function signedBytesOf(attributes: Tlv): Buffer {
  const elements = children(attributes).map(whole);
  for (const [index, element] of elements.entries()) {
    const before = elements[index - 1];
    if (before && Buffer.compare(before, element) > 0) throw new DerError('the signed attributes are not in DER order');
  }
  const bytes = Buffer.from(whole(attributes));
  bytes[0] = TAG.set;
  return bytes;
}

/** By issuer and serial number, or by the key's identifier (RFC 5652, 5.3). */
function matcherOf(sid: Tlv | undefined): SignerInfo['isOf'] {
  if (sid?.tag === context(0, false)) {
    const keyId = content(sid);
    return ({ subjectKeyId }) => subjectKeyId?.equals(keyId) ?? false;
  }
  const [issuer, serial, ...more] = children(expect(sid, TAG.sequence));
  if (more.length > 0) throw new DerError('a signer is named in an unknown way');
  const name = whole(expect(issuer, TAG.sequence));
  const number = integerHex(serial);
  return (certificate) => certificate.serial === number && certificate.issuer.equals(name);
}
