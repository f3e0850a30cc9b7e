import { IDENTIFYING_HASHES, HASHES, readAlgorithm, type SignatureAlgorithm } from '../algorithms';
import { readCertificate, type Certificate } from '../certificate/certificate';
import { FAULTS } from '../findings';
import { OID } from '../asn1/oids';
import {
  TAG,
  DerError,
  children,
  content,
  context,
  expect,
  integerHex,
  oid,
  readWhole,
  smallInteger,
  time,
  whole,
  type Tlv,
} from '../asn1/tlv';

/** A CMS SignedData (RFC 5652), read strictly. */
export interface SignedData {
  readonly contentType: string;
  /** Undefined when the signature is detached. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Buffer[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  readonly digestHash: string | undefined;
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly signature: Buffer;
  /** DER of the signed attributes as they were signed: a SET, not `[0]`. */
  readonly signedBytes: Buffer;
  readonly messageDigest: Buffer;
  readonly signingTime: Date | undefined;
  /** Hash of the certificate that the signature names (ESS); undefined when it names none. */
  readonly named: { readonly hash: string; readonly value: Buffer } | undefined;
  /** RFC 3161 tokens over the signature value. */
  readonly timeStamps: readonly Buffer[];
  isOf(certificate: Certificate): boolean;
}

/** Throws a FORMAT_FAILURE for anything that is not exactly as the standard says. */
export function readSignedData(der: Buffer, { allowPadding = false } = {}): SignedData {
  try {
    return parse(allowPadding ? withoutPadding(der) : der);
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) throw FAULTS.format(error.message);
    throw error;
  }
}

/** The space kept for a signature in a PDF is filled with zeros after it. */
function withoutPadding(der: Buffer): Buffer {
  let end = der.length;
  while (end > 0 && der[end - 1] === 0) end -= 1;
  for (let length = end; length <= der.length; length += 1) {
    try {
      readWhole(der.subarray(0, length));
      return der.subarray(0, length);
    } catch {
      // A signature may itself end in zeros: try one more.
    }
  }
  return der;
}

function parse(der: Buffer): SignedData {
  const [type, body] = children(expect(readWhole(der), TAG.sequence));
  if (oid(type) !== OID.signedData) throw new DerError('it is no SignedData');
  const [version, digests, encapsulated, ...rest] = children(
    expect(children(expect(body, context(0)))[0], TAG.sequence),
  );
  smallInteger(version);
  expect(digests, TAG.set);
  const [contentType, explicit] = children(expect(encapsulated, TAG.sequence));
  const infos = children(expect(rest.at(-1), TAG.set));
  if (infos.length === 0) throw new DerError('nobody signed');
  const certificates = rest.find(({ tag }) => tag === context(0));
  const crls = rest.find(({ tag }) => tag === context(1));
  const id = oid(contentType);
  const signers = infos.map((info) => readSigner(info, id));
  if (new Set(infos.map((info) => whole(info).toString('latin1'))).size < infos.length)
    throw new DerError('the same signature stands twice');
  return {
    contentType: id,
    content: explicit && content(expect(children(explicit)[0], TAG.octetString)),
    certificates: (certificates ? children(certificates) : [])
      .filter(({ tag }) => tag === TAG.sequence)
      .map((element) => readCertificate(whole(element))),
    crls: (crls ? children(crls) : []).filter(({ tag }) => tag === TAG.sequence).map(whole),
    signers,
  };
}

function readSigner(info: Tlv, contentType: string): SignerInfo {
  const [version, sid, digest, ...rest] = children(expect(info, TAG.sequence));
  smallInteger(version);
  const signedAttributes = rest[0]?.tag === context(0) ? rest.shift() : undefined;
  if (!signedAttributes) throw new DerError('there are no signed attributes');
  const [algorithm, signature, unsigned] = rest;
  const attributes = readAttributes(signedAttributes);
  if (oid(single(attributes, OID.contentType)) !== contentType) throw new DerError('the content types differ');
  const digestHash = HASHES[oid(children(expect(digest, TAG.sequence))[0])];
  const read = readAlgorithm(expect(algorithm, TAG.sequence), digestHash);
  return {
    digestHash,
    algorithm: read && read.hash === digestHash ? read : undefined,
    signature: content(expect(signature, TAG.octetString)),
    signedBytes: signedBytesOf(signedAttributes),
    messageDigest: content(expect(single(attributes, OID.messageDigest), TAG.octetString)),
    signingTime: attributes.has(OID.signingTime) ? time(single(attributes, OID.signingTime)) : undefined,
    named: readNamed(attributes),
    timeStamps: timeStampsOf(unsigned),
    isOf: matcherOf(sid),
  };
}

/** Each attribute once (RFC 5652, 11): a second one of a kind is a fault. */
function readAttributes(set: Tlv): Map<string, Tlv> {
  const attributes = new Map<string, Tlv>();
  for (const attribute of children(set)) {
    const [type, values] = children(expect(attribute, TAG.sequence));
    const id = oid(type);
    if (attributes.has(id)) throw new DerError('a signed attribute stands twice');
    attributes.set(id, expect(values, TAG.set));
  }
  return attributes;
}

function single(attributes: ReadonlyMap<string, Tlv>, id: string): Tlv | undefined {
  const values = attributes.get(id);
  const list = values ? children(values) : [];
  if (list.length !== 1) throw new DerError(`attribute ${id} needs exactly one value`);
  return list[0];
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

/** ESS signing-certificate-v2 (RFC 5035), or its first version with SHA-1. */
function readNamed(attributes: ReadonlyMap<string, Tlv>): SignerInfo['named'] {
  const second = attributes.has(OID.signingCertificateV2);
  if (!second && !attributes.has(OID.signingCertificate)) return undefined;
  const value = single(attributes, second ? OID.signingCertificateV2 : OID.signingCertificate);
  const certId = children(expect(children(expect(value, TAG.sequence))[0], TAG.sequence))[0];
  const parts = children(expect(certId, TAG.sequence));
  const algorithm = parts[0]?.tag === TAG.sequence ? parts.shift() : undefined;
  const hash = algorithm ? IDENTIFYING_HASHES[oid(children(algorithm)[0])] : second ? 'sha256' : 'sha1';
  if (!hash) throw new DerError('the signing certificate is named by an unknown hash');
  return { hash, value: content(expect(parts[0], TAG.octetString)) };
}

function timeStampsOf(unsigned: Tlv | undefined): Buffer[] {
  if (unsigned?.tag !== context(1)) return [];
  return children(unsigned).flatMap((attribute) => {
    const [type, values] = children(attribute);
    return oid(type) === OID.signatureTimeStamp && values ? children(values).map(whole) : [];
  });
}

function matcherOf(sid: Tlv | undefined): SignerInfo['isOf'] {
  if (sid?.tag === context(0, false)) {
    const keyId = content(sid);
    // The subject key identifier stands at the end of its extension as an OCTET STRING.
    return ({ der }) => der.includes(Buffer.concat([Buffer.from([0x04, keyId.length]), keyId]));
  }
  const [issuer, serial] = children(expect(sid, TAG.sequence));
  const name = whole(expect(issuer, TAG.sequence));
  const number = integerHex(serial);
  return (certificate) => certificate.serial === number && certificate.issuer.equals(name);
}
