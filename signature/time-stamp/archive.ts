import { digestOf, HASHES } from '../algorithms';
import { der } from '../asn1/der';
import { OID } from '../asn1/oids';
import { TAG, children, content, expect, oid, whole, type Tlv } from '../asn1/tlv';
import { has, single, type Attribute } from '../cms/attributes';
import type { SignedData } from '../cms/read-cms';
import type { SignerInfo } from '../cms/signer-info';
import type { TimeStampToken } from './token';

/** What one archive time stamp covers besides the signature itself. */
export interface Covered {
  /** A certificate or list by its bytes. */
  covers(bytes: Buffer): boolean;
  /** A value of an unsigned attribute: a time stamp before this one, validation data. */
  coversValue(type: string, value: Buffer): boolean;
}

/**
 * ATSv3 with its hash index (EN 319 122-1, 5.5.2 and 5.5.3): undefined where the imprint or an entry of the index is of something else.
 */
export function checkArchiveTimeStamp(
  token: TimeStampToken,
  { data, signer, content: signed }: { data: SignedData; signer: SignerInfo; content: readonly Uint8Array[] },
): Covered | undefined {
  const index = readHashIndex(token);
  if (!index || index.hash !== token.hash) return undefined;
  const inside = new Set(
    [...data.embedded, ...signer.unsigned.flatMap(instancesOf)].map((bytes) => key(index.hash, bytes)),
  );
  const entries = [...index.certificates, ...index.lists, ...index.attributes];
  if (entries.some((entry) => !inside.has(entry))) return undefined;
  const stamped = [data.contentTypeBytes, digestOf(index.hash, signed), ...signer.fields, index.bytes];
  if (!token.stands(...stamped)) return undefined;
  const known = new Set(entries);
  return {
    covers: (bytes) => known.has(key(index.hash, bytes)),
    coversValue: (type, value) => known.has(key(index.hash, instanceOf(type, value))),
  };
}

/** An attribute is named value by value: its type and that value. */
const instancesOf = ({ type, values }: Attribute): Buffer[] => values.map((value) => instanceOf(type, whole(value)));

const instanceOf = (type: string, value: Buffer): Buffer => Buffer.concat([der.oid(type), value]);

const key = (hash: string, bytes: Buffer): string => digestOf(hash, [bytes]).toString('hex');

interface HashIndex {
  readonly bytes: Buffer;
  readonly hash: string;
  readonly certificates: readonly string[];
  readonly lists: readonly string[];
  readonly attributes: readonly string[];
}

/** An unsigned attribute of the time stamp itself. */
function readHashIndex({ signer }: TimeStampToken): HashIndex | undefined {
  if (!has(signer.unsigned, OID.hashIndexV3)) return undefined;
  const value = single(signer.unsigned, OID.hashIndexV3);
  const [algorithm, certificates, lists, attributes] = children(expect(value, TAG.sequence));
  const hash = HASHES[oid(children(expect(algorithm, TAG.sequence))[0])];
  if (hash === undefined) return undefined;
  const hashes = (list: Tlv | undefined) =>
    children(expect(list, TAG.sequence)).map((one) => content(expect(one, TAG.octetString)).toString('hex'));
  return {
    ...{ bytes: whole(value), hash },
    ...{ certificates: hashes(certificates), lists: hashes(lists), attributes: hashes(attributes) },
  };
}
