import { createHash } from 'node:crypto';

import { der } from '../../../signature/asn1/der';
import { children, readWhole, whole } from '../../../signature/asn1/tlv';
import { verify } from '../../../signature/verify';
import { FAMILIES, ecdsa, hashIdentifier, pss, rsa, type Algorithm } from '../../support/signature/algorithms';
import {
  attribute,
  cms,
  namedBySha256,
  signerInfo,
  stampAttribute,
  timeStamp,
  type CmsWish,
} from '../../support/signature/build-cms';
import { NOW, PERSON, SIGNS, certify, createPki } from '../../support/signature/pki';

const DOCUMENT = Buffer.from('{"заявление":"издаване на удостоверение"}');
const OTHER = Buffer.from('{"заявление":"издаване на разрешително"}');
const PKIS = new Map<string, ReturnType<typeof createPki>>();
const pkiFor = (algorithm: Algorithm) => {
  const pki = PKIS.get(algorithm.name) ?? createPki(algorithm);
  PKIS.set(algorithm.name, pki);
  return pki;
};
const DATA = '1.2.840.113549.1.7.1';

type Bytes = (wish: CmsWish, algorithm: Algorithm) => Buffer;
type Row = [name: string, verdict: string, bytes: Bytes, offered?: Buffer];

async function verdict(algorithm: Algorithm, bytes: Buffer, offered?: Buffer): Promise<string> {
  const { anchors, crls, issuing } = pkiFor(algorithm);
  const options = { at: NOW, anchors: [...anchors, issuing.der], crls };
  const { report } = await verify({ bytes, ...(offered && { content: offered }) }, options);
  return `${report.indication}/${report.subIndication}`;
}

const wishFor = (algorithm: Algorithm): CmsWish => ({ content: DOCUMENT, signer: pkiFor(algorithm).signer });

const FORMAT = 'TOTAL_FAILED/FORMAT_FAILURE';
const HASH = 'TOTAL_FAILED/HASH_FAILURE';
const CRYPTO = 'TOTAL_FAILED/SIG_CRYPTO_FAILURE';
const CONSTRAINTS = 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE';
const ALGORITHM = 'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE';

const without = (name: string) => (attributes: Record<string, Buffer | undefined>) => ({
  ...attributes,
  [name]: undefined,
});
const beside = (more: Buffer) => (attributes: Record<string, Buffer | undefined>) => ({ ...attributes, more });
const flipped = (bytes: Buffer, at: number): Buffer =>
  Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
/** The signature's own octets changed. */
const signature = (change: (bytes: Buffer) => Buffer) => (wish: CmsWish) =>
  cms({ ...wish, signerParts: (parts) => ({ ...parts, signature: der.octets(change(valueOf(parts.signature))) }) });
const valueOf = (element: Buffer): Buffer => element.subarray(readWhole(element).start);

const BYTES: readonly Row[] = [
  ['another document', HASH, (wish) => cms({ ...wish, detached: true }), OTHER],
  [
    'one bit of the content',
    HASH,
    (wish) => cms({ ...wish, parts: (parts) => ({ ...parts, encapsulated: contentOf(flipped(DOCUMENT, 5)) }) }),
  ],
  [
    'one bit of the digest',
    HASH,
    (wish) => cms({ ...wish, attributes: (all) => ({ ...all, messageDigest: digestOf(OTHER) }) }),
  ],
  ['one bit of the signature', CRYPTO, signature((bytes) => flipped(bytes, bytes.length - 3))],
  ['a signature cut short', CRYPTO, signature((bytes) => bytes.subarray(0, -1))],
  ['a signature of zeros', CRYPTO, signature((bytes) => Buffer.alloc(bytes.length))],
  [
    'attributes changed after signing',
    CRYPTO,
    (wish) =>
      cms({
        ...wish,
        signerParts: (parts) => ({
          ...parts,
          signedAttributes: flipped(parts.signedAttributes, parts.signedAttributes.length - 5),
        }),
      }),
  ],
  ['a detached signature beside embedded content that is another', HASH, (wish) => cms(wish), OTHER],
];
const contentOf = (bytes: Buffer): Buffer => der.sequence(der.oid(DATA), der.explicit(0, der.octets(bytes)));
const digestOf = (bytes: Buffer): Buffer =>
  attribute('1.2.840.113549.1.9.4', der.octets(createHash('sha256').update(bytes).digest()));

const STRUCTURE: readonly Row[] = [
  [
    'no signed attributes',
    FORMAT,
    (wish) => cms({ ...wish, signerParts: (parts) => ({ ...parts, signedAttributes: Buffer.alloc(0) }) }),
  ],
  ['no content type', FORMAT, (wish) => cms({ ...wish, attributes: without('contentType') })],
  ['no message digest', FORMAT, (wish) => cms({ ...wish, attributes: without('messageDigest') })],
  ['an attribute twice', FORMAT, (wish) => cms({ ...wish, attributes: beside(digestOf(DOCUMENT)) })],
  [
    'two values where one stands',
    FORMAT,
    (wish) =>
      cms({
        ...wish,
        attributes: (all) => ({
          ...all,
          contentType: attribute('1.2.840.113549.1.9.3', der.oid(DATA), der.oid('1.2.3')),
        }),
      }),
  ],
  [
    'a content type that is not the content’s',
    FORMAT,
    (wish) =>
      cms({
        ...wish,
        attributes: (all) => ({ ...all, contentType: attribute('1.2.840.113549.1.9.3', der.oid('1.2.3.4')) }),
      }),
  ],
  [
    'attributes in another order than DER’s',
    FORMAT,
    (wish) => cms({ ...wish, order: (all) => [...all].sort(Buffer.compare).reverse() }),
  ],
  ['nobody who signed', FORMAT, (wish) => cms(wish, [])],
  [
    'the same signer twice',
    FORMAT,
    (wish) =>
      cms(
        wish,
        [signerInfo({ ...wish, signer: wish.signer })].flatMap((info) => [info, info]),
      ),
  ],
  ['bytes after the end', FORMAT, (wish) => Buffer.concat([cms(wish), Buffer.from([0])])],
  [
    'a counter-signature that is signed',
    FORMAT,
    (wish) => cms({ ...wish, attributes: beside(attribute('1.2.840.113549.1.9.6', der.sequence())) }),
  ],
  ['a message digest that is not signed', FORMAT, (wish) => cms({ ...wish, unsigned: () => [digestOf(DOCUMENT)] })],
  [
    'another version of a signer',
    FORMAT,
    (wish) => cms({ ...wish, signerParts: (parts) => ({ ...parts, version: der.integer(3) }) }),
  ],
  [
    'another version of the message',
    FORMAT,
    (wish) => cms({ ...wish, parts: (parts) => ({ ...parts, version: der.integer(9) }) }),
  ],
  [
    'another type than SignedData',
    FORMAT,
    (wish) => cms({ ...wish, parts: (parts) => ({ ...parts, type: der.oid('1.2.840.113549.1.7.3') }) }),
  ],
  [
    'a list of signers that is no set',
    FORMAT,
    (wish) =>
      cms({
        ...wish,
        parts: (parts) => ({ ...parts, signers: Buffer.concat([Buffer.from([0x30]), parts.signers.subarray(1)]) }),
      }),
  ],
  ['a length longer than the file', FORMAT, (wish) => lengthen(cms(wish))],
  [
    'a length in more octets than it needs',
    FORMAT,
    (wish) =>
      cms({ ...wish, signerParts: (parts) => ({ ...parts, signedAttributes: longForm(parts.signedAttributes) }) }),
  ],
  ['certificates that are none', FORMAT, (wish) => cms({ ...wish, certificates: [der.sequence(der.integer(1))] })],
  [
    'a signing certificate that is another',
    FORMAT,
    (wish) =>
      cms({
        ...wish,
        attributes: (all) => ({
          ...all,
          signingCertificate: attribute('1.2.840.113549.1.9.16.2.47', namedBySha256(OTHER)),
        }),
      }),
  ],
  ['no signing certificate named', CONSTRAINTS, (wish) => cms({ ...wish, attributes: without('signingCertificate') })],
  ['no signing time', CONSTRAINTS, (wish) => cms({ ...wish, attributes: without('signingTime') })],
  [
    'no certificate of the signer',
    'INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND',
    (wish) => cms({ ...wish, certificates: [] }),
  ],
  ['no content at all', 'INDETERMINATE/SIGNED_DATA_NOT_FOUND', (wish) => cms({ ...wish, detached: true })],
];

/** The outermost length says one more. */
function lengthen(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[3] = ((copy[3] ?? 0) + 1) & 0xff;
  return copy;
}

/** `[0]` with its length in three octets. */
function longForm(element: Buffer): Buffer {
  const value = valueOf(element);
  return Buffer.concat([Buffer.from([element[0] ?? 0, 0x83, 0, value.length >> 8, value.length & 0xff]), value]);
}

const ROWS = [...BYTES, ...STRUCTURE].map(([name, expected, bytes, offered]) => ({ name, expected, bytes, offered }));

describe.each(FAMILIES)('a CMS by $name is refused or doubted for', (algorithm) => {
  it.each(ROWS)('$name: $expected', async ({ expected, bytes, offered }) => {
    expect(await verdict(algorithm, bytes(wishFor(algorithm), algorithm), offered)).toBe(expected);
  });

  it('the key of another: the certificate inside has not signed', async () => {
    const wish = wishFor(algorithm);
    const other = algorithm.key('somebody else').privateKey;
    expect(await verdict(algorithm, cms({ ...wish, signer: { ...wish.signer, key: other } }))).toBe(CRYPTO);
  });

  it('digest and signature algorithms that name two hashes', async () => {
    const wish = wishFor(algorithm);
    const bytes = cms({ ...wish, signerParts: (parts) => ({ ...parts, digest: hashIdentifier('sha384') }) });
    expect(await verdict(algorithm, bytes)).toMatch(
      /^(TOTAL_FAILED|INDETERMINATE)\/(HASH_FAILURE|CRYPTO_CONSTRAINTS_FAILURE)$/,
    );
  });
});

it.each([
  ['zero', der.integer(0)],
  ['as large as the curve’s order and more', der.integerHex('ff'.repeat(32))],
])('refuses an ECDSA signature with a number that is %s', async (_name, number) => {
  const algorithm = ecdsa('P-256', 'sha256');
  const bytes = (change: (r: Buffer, s: Buffer) => Buffer): Buffer =>
    signature((value) => {
      const [r, s] = children(readWhole(value)).map(whole) as [Buffer, Buffer];
      return change(r, s);
    })(wishFor(algorithm));
  expect(
    await verdict(
      algorithm,
      bytes((_r, s) => der.sequence(number, s)),
    ),
  ).toBe(CRYPTO);
  expect(
    await verdict(
      algorithm,
      bytes((r) => der.sequence(r, number)),
    ),
  ).toBe(CRYPTO);
});

describe('an algorithm that is not trusted', () => {
  it.each([
    rsa(2048, 'sha1'),
    rsa(2048, 'md5'),
    rsa(1024, 'sha256'),
    rsa(2048, 'sha256', 3),
    ecdsa('prime192v1', 'sha256'),
    pss(2048, 'sha256', 'sha384'),
  ])('is a doubt: $name', async (algorithm) => {
    const { issuing } = pkiFor(rsa(2048, 'sha256'));
    const signer = certify({ name: PERSON, issuer: issuing, algorithm, extensions: SIGNS });
    expect(await verdict(rsa(2048, 'sha256'), cms({ content: DOCUMENT, signer }))).toBe(ALGORITHM);
  });

  it('does not hide that the content was changed', async () => {
    const { issuing } = pkiFor(rsa(2048, 'sha256'));
    const signer = certify({ name: PERSON, issuer: issuing, algorithm: rsa(2048, 'sha1'), extensions: SIGNS });
    expect(await verdict(rsa(2048, 'sha256'), cms({ content: DOCUMENT, signer, detached: true }), OTHER)).toBe(HASH);
  });
});

it('takes a signature for what it is: a time stamp of other data is a doubt, not a failure', async () => {
  const [algorithm] = FAMILIES as [Algorithm];
  const { tsa } = pkiFor(algorithm);
  const bytes = cms({ ...wishFor(algorithm), unsigned: () => [stampAttribute(timeStamp(OTHER, { tsa, at: NOW }))] });
  expect(await verdict(algorithm, bytes)).toBe(CONSTRAINTS);
});
