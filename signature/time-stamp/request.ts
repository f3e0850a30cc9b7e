import { randomBytes } from 'node:crypto';

import { DomainError } from '../../domain/errors';
import { der } from '../asn1/der';
import { readSignedData } from '../cms/read-cms';
import { OID } from '../asn1/oids';
import { TAG, children, content, expect, integerHex, readWhole, smallInteger, whole } from '../asn1/tlv';

const SHA256 = '2.16.840.1.101.3.4.2.1';

export interface TimeStampRequest {
  readonly der: Uint8Array;
  readonly nonce: string;
  readonly digest: Uint8Array;
}

/** RFC 3161, 2.4.1: SHA-256 imprint, a nonce, and the authority's certificate asked for. */
export function timeStampRequest(digest: Uint8Array): TimeStampRequest {
  const nonce = `7f${randomBytes(7).toString('hex')}`;
  const imprint = der.sequence(der.sequence(der.oid(SHA256), der.null()), der.octets(digest));
  return { der: der.sequence(der.integer(1), imprint, der.integerHex(nonce), der.boolean(true)), nonce, digest };
}

/** The token, when the answer grants it and stands over exactly what was asked (RFC 3161, 2.4.2). */
export function readTimeStampResponse(response: Uint8Array, { nonce, digest }: TimeStampRequest): Uint8Array {
  try {
    const [status, token] = children(expect(readWhole(Buffer.from(response)), TAG.sequence));
    if (smallInteger(children(expect(status, TAG.sequence))[0]) > 1 || !token) throw new Error('the authority refused');
    const bytes = whole(token);
    const { contentType, content: info } = readSignedData(bytes);
    if (contentType !== OID.tstInfo || !info) throw new Error('the answer is no time stamp');
    const fields = children(readWhole(info));
    const imprint = children(expect(fields[2], TAG.sequence))[1];
    if (!content(expect(imprint, TAG.octetString)).equals(digest)) throw new Error('it stands over something else');
    if (!fields.some((field) => field.tag === TAG.integer && integerHex(field) === nonce))
      throw new Error('it answers another question');
    return bytes;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(
      'TIME_STAMP_UNAVAILABLE',
      `The time-stamp authority gave no usable answer: ${reason}`,
      {},
      { cause },
    );
  }
}
