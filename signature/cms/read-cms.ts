import { asDer, octets, readBer } from '../asn1/ber';
import { OID } from '../asn1/oids';
import { DerError, TAG, children, context, expect, oid, readWhole, whole, type Tlv } from '../asn1/tlv';
import { readCertificate, type Certificate } from '../certificate/certificate';
import { FAULTS } from '../findings';
import { readSigner, versionOf, type SignerInfo } from './signer-info';

/** A CMS SignedData (RFC 5652, 5), read strictly: BER around what is signed, DER in it. */
export interface SignedData {
  readonly contentType: string;
  /** The element itself: archive time stamps cover it. */
  readonly contentTypeBytes: Buffer;
  /** Undefined when the signature is detached. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Buffer[];
  /** OCSP answers, whole (RFC 5940). */
  readonly ocsps: readonly Buffer[];
  /** All of the certificates and revocation data as they stand, known or not: archive time stamps name them by hash. */
  readonly embedded: readonly Buffer[];
  readonly signers: readonly SignerInfo[];
}

/** Throws a FORMAT_FAILURE for anything that is not exactly as the standard says. */
export function readSignedData(bytes: Buffer, { allowPadding = false } = {}): SignedData {
  try {
    return parse(allowPadding ? withoutPadding(bytes) : bytes);
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) throw FAULTS.format(error.message);
    throw error;
  }
}

/** The space kept for a signature in a PDF is filled with zeros after it. */
function withoutPadding(bytes: Buffer): Buffer {
  const { to } = readBer(bytes);
  return bytes.subarray(to).equals(Buffer.alloc(bytes.length - to)) ? bytes.subarray(0, to) : bytes;
}

function parse(bytes: Buffer): SignedData {
  const [type, body, ...more] = children(expect(readWhole(bytes, readBer), TAG.sequence), readBer);
  if (oid(type) !== OID.signedData || more.length > 0) throw new DerError('it is no SignedData');
  const [inner, ...others] = children(expect(body, context(0)), readBer);
  if (others.length > 0) throw new DerError('there is more than one SignedData');
  const [version, digests, encapsulated, ...rest] = children(expect(inner, TAG.sequence), readBer);
  if (![1, 3, 4, 5].includes(versionOf(version))) throw new DerError('its version is unknown');
  for (const digest of children(expect(digests, TAG.set), readBer))
    oid(children(expect(digest, TAG.sequence), readBer)[0]);
  const infos = children(expect(rest.pop(), TAG.set), readBer);
  const [certificates, crls] = readBags(rest);
  return {
    ...readContent(expect(encapsulated, TAG.sequence)),
    certificates: certificates.filter(({ tag }) => tag === TAG.sequence).map((one) => readCertificate(whole(one))),
    crls: crls.filter(({ tag }) => tag === TAG.sequence).map(whole),
    ocsps: crls.flatMap(readOcsp),
    embedded: [...certificates, ...crls].map(whole),
    signers: readSigners(infos, encapsulated),
  };
}

/** Certificates [0] and revocation data [1], each at most once and in this order. */
function readBags(fields: readonly Tlv[]): [Tlv[], Tlv[]] {
  const numbers = fields.map(({ tag }) => [context(0), context(1)].indexOf(tag));
  if (numbers.some((number, at) => number < 0 || number <= (numbers[at - 1] ?? -1)))
    throw new DerError('certificates and lists are not in order');
  const bag = (number: number): Tlv[] => {
    const field = fields[numbers.indexOf(number)];
    return field ? children(field, readBer).map(asDer) : [];
  };
  return [bag(0), bag(1)];
}

function readContent(encapsulated: Tlv): Pick<SignedData, 'contentType' | 'contentTypeBytes' | 'content'> {
  const [type, explicit, ...more] = children(encapsulated, readBer);
  if (more.length > 0) throw new DerError('there is more than one content');
  const types = { contentType: oid(type), contentTypeBytes: whole(asDer(type)) };
  if (!explicit) return { ...types, content: undefined };
  const inside = children(expect(explicit, context(0)), readBer);
  if (inside.length !== 1) throw new DerError('there is more than one content');
  return { ...types, content: octets(inside[0]) };
}

/** OtherRevocationInfoFormat [1] with an OCSP answer (RFC 5940, 2.1). */
function readOcsp(info: Tlv): Buffer[] {
  if (info.tag !== context(1)) return [];
  const [format, answer] = children(info);
  return oid(format) === OID.ocspResponse && answer ? [whole(answer)] : [];
}

function readSigners(infos: readonly Tlv[], encapsulated: Tlv | undefined): SignerInfo[] {
  if (infos.length === 0) throw new DerError('nobody signed');
  const [type] = children(expect(encapsulated, TAG.sequence), readBer);
  const signers = infos.map((info) => readSigner(info, oid(type)));
  const values = new Set(signers.map(({ signature }) => signature.toString('latin1')));
  if (values.size < signers.length) throw new DerError('the same signature stands twice');
  return signers;
}
