import { der } from '../../../signature/asn1/der';
import { ecdsa } from './algorithms';
import { attribute, cms, signerInfo, stampAttribute, timeStamp, type CmsWish } from './build-cms';
import { AUTHORITY, PERSON, SIGNS, certify, createPki, crl, days, type Name } from './pki';

/** Files that are made to take long, to take much, or to end the reader. */

const algorithm = ecdsa('P-256', 'sha256');
export const pki = createPki(algorithm);
export const sound: CmsWish = { content: Buffer.from('Заявление'), signer: pki.signer };

const MEGABYTE = 1024 * 1024;
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** SEQUENCE in SEQUENCE, each with its length. */
function nested(depth: number): Buffer {
  const heads: Buffer[] = [];
  for (let length = 0; heads.length < depth; length += heads.at(-1)?.length ?? 0) {
    const size = length < 0x80 ? [length] : [0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
    heads.push(
      Buffer.from(length < 0x80 || length > 0xffff ? [0x30, ...size] : [0x30, 0x82, length >> 8, length & 0xff]),
    );
  }
  return Buffer.concat(heads.reverse());
}

/** The same bytes with another number near their end: another certificate, another signature. */
function numbered(bytes: Buffer, number: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(number, copy.length - 8);
  return copy;
}

const certificatesBeside = (count: number): Buffer[] => [
  pki.signer.der,
  ...times(count, (at) => numbered(pki.issuing.der, at)),
];
const signers = (count: number): Buffer[] => {
  const one = signerInfo(sound);
  return times(count, (at) => numbered(one, at));
};

/** Ten authorities, each certified by each other, and none of them by an anchor. */
function circle(): Buffer {
  const names = times(10, (at): Name => [['CN', `Authority ${at}`]]);
  const by = { algorithm, extensions: AUTHORITY };
  const own = names.map((name) => certify({ ...by, name }));
  const crossed = names.flatMap((name, at) =>
    own.filter((_, other) => other !== at).map((issuer) => certify({ ...by, name, issuer }).der),
  );
  const signer = certify({ ...by, name: PERSON, issuer: own[0] as (typeof own)[0], extensions: SIGNS });
  return cms({ ...sound, signer, certificates: [signer.der, ...crossed] });
}

const stamp = (at: number): Buffer =>
  stampAttribute(timeStamp(Buffer.from(String(at)), { tsa: pki.tsa, at: days(-1) }));

const longList = (): Buffer =>
  crl(pki.issuing, { revoked: times(50_000, (at) => ({ serial: (0x100_0000 + at).toString(16), at: days(-2) })) });

export const HOSTILE: readonly (readonly [name: string, make: () => Buffer])[] = [
  ['nested 10,000 deep in DER', () => nested(10_000)],
  ['nested 10,000 deep in BER', () => Buffer.concat([Buffer.alloc(20_000, hex('3080')), Buffer.alloc(20_000)])],
  ['open lengths to its end', () => Buffer.alloc(20 * MEGABYTE, hex('3080'))],
  ['a length of 2^31', () => hex('30848000000000')],
  ['a length of 2^48', () => hex('3086ffffffffffff00')],
  ['a deep attribute', () => cms({ ...sound, unsigned: () => [attribute('1.2.3.4', nested(10_000))] })],
  ['a deep time stamp', () => cms({ ...sound, unsigned: () => [stampAttribute(nested(10_000))] })],
  ['a deep certificate', () => cms({ ...sound, certificates: [pki.signer.der, nested(10_000)] })],
  ['10,000 certificates of one name', () => cms({ ...sound, certificates: certificatesBeside(10_000) })],
  ['10,000 signers', () => cms(sound, signers(10_000))],
  [
    '2,000 signers with 2,000 certificates',
    () => cms({ ...sound, certificates: certificatesBeside(2_000) }, signers(2_000)),
  ],
  ['300 time stamps', () => cms({ ...sound, unsigned: () => times(300, stamp) })],
  ['issuers in a circle', circle],
  ['a list of 50,000 entries that is not its issuer’s', () => cms({ ...sound, crls: [numbered(longList(), 1)] })],
  ['5 million elements', () => der.sequence(Buffer.alloc(10 * MEGABYTE, hex('3000')))],
  ['50 MB of nothing', () => Buffer.alloc(50 * MEGABYTE)],
  ['50 MB of base64', () => Buffer.alloc(50 * MEGABYTE, 'A')],
  ['50 MB of blanks', () => Buffer.alloc(50 * MEGABYTE, ' ')],
  [
    '50 MB behind a PEM line',
    () => Buffer.concat([Buffer.from('-----BEGIN CMS-----\n'), Buffer.alloc(50 * MEGABYTE, 'A')]),
  ],
  [
    '50 MB signed by another',
    () =>
      cms({
        ...sound,
        content: Buffer.alloc(50 * MEGABYTE, 1),
        signer: certify({ name: PERSON, algorithm, extensions: SIGNS }),
      }),
  ],
];
