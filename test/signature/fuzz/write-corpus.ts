import { mkdirSync, writeFileSync } from 'node:fs';

import { createPdf, appendRevision } from '../../support/pdf-builder';
import { signedField } from '../../support/pdf-signing';
import { ecdsa, pss, rsa, type Algorithm } from '../../support/signature/algorithms';
import { asBer } from '../../support/signature/ber';
import { attribute, cms, signerInfo, stampAttribute, timeStamp, type CmsWish } from '../../support/signature/build-cms';
import { AUTHORITY, SIGNS, STAMPS, certify, crl, days } from '../../support/signature/pki';
import { der } from '../../../signature/asn1/der';
import { AT, FOLDER, documentOf } from './corpus';

/** `npx tsx test/signature/fuzz/write-corpus.ts` makes other keys and so other files: only when the corpus itself has to change. */

const P256 = ecdsa('P-256', 'sha256');
const by = { algorithm: P256, notBefore: days(-365), notAfter: days(365) };
const root = certify({ ...by, name: [['CN', 'Test Root']], extensions: AUTHORITY });
const issuing = certify({ ...by, name: [['CN', 'Test Issuing']], issuer: root, extensions: AUTHORITY });
const tsa = certify({ ...by, name: [['CN', 'Test TSA']], issuer: issuing, extensions: STAMPS });
const stranger = certify({ ...by, name: [['CN', 'Nobody']] });

const person = (algorithm: Algorithm, name = 'Мария Иванова') =>
  certify({
    ...by,
    algorithm,
    issuer: issuing,
    name: [
      ['C', 'BG', 0x13],
      ['CN', name],
      ['serialNumber', 'PNOBG-8501010011', 0x13],
    ],
    extensions: SIGNS,
  });

const stamped = (signature: Buffer): Buffer[] => [
  stampAttribute(timeStamp(signature, { tsa, at: days(-1 / 24), certificates: [tsa.der, issuing.der] })),
];

const wish = (algorithm: Algorithm, more: Partial<CmsWish> = {}): CmsWish => {
  const signer = person(algorithm);
  const certificates = [signer.der, issuing.der];
  return { content: Buffer.alloc(0), signer, certificates, signingTime: days(-1 / 12), ...more };
};

const withStranger = (one: CmsWish): CmsWish => ({
  ...one,
  certificates: [...(one.certificates ?? []), stranger.der],
});

const unknown = attribute('1.3.6.1.4.1.55555.1', der.octets(Buffer.from('whatever')));

/** A message with two signers of one document. */
function twoSigners(one: CmsWish, other: CmsWish): Buffer {
  const certificates = [one.signer.der, ...(other.certificates ?? [])];
  return cms({ ...one, certificates }, [signerInfo(one), signerInfo(other)]);
}

const SPACE = 3_600;

function pdf(name: string, { signer, ...more }: CmsWish): Buffer {
  const range = `/ByteRange [0 ${'*'.repeat(20)}]`;
  const hole = `<${'0'.repeat(SPACE * 2)}>`;
  const dictionary = `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${range} /Contents ${hole} /M (D:20260601100000Z) /Name (${name})>>`;
  const bytes = appendRevision(createPdf(), { ...signedField(9, 20), 20: dictionary });
  const from = bytes.indexOf(hole);
  const to = from + hole.length;
  bytes.write(`/ByteRange [0 ${from} ${to} ${bytes.length - to}]`.padEnd(range.length), bytes.indexOf(range), 'latin1');
  const content = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  const attributes: CmsWish['attributes'] = ({ signingTime: _left, ...rest }) => rest;
  const signature = cms({ ...more, signer, content, detached: true, attributes });
  bytes.write(signature.toString('hex'), from + 1, 'latin1');
  return bytes;
}

const RSA = rsa(2048, 'sha256');
const PSS = pss(2048, 'sha256');
type Make = (name: string) => Buffer;

const detached =
  (algorithm: Algorithm, more: Partial<CmsWish> = {}): Make =>
  (name) =>
    cms({ ...wish(algorithm, more), content: documentOf(name), detached: true });
const attached =
  (algorithm: Algorithm, more: Partial<CmsWish> = {}): Make =>
  (name) =>
    cms({ ...withStranger(wish(algorithm, more)), content: documentOf(name) });
const signedPdf =
  (algorithm: Algorithm, more: Partial<CmsWish> = {}): Make =>
  (name) =>
    pdf(name, wish(algorithm, more));

const files: Readonly<Record<string, Make>> = {
  'root.crt': () => root.der,
  'root.crl': () => crl(root, { thisUpdate: days(-1, AT), nextUpdate: days(1, AT) }),
  'issuing.crl': () => crl(issuing, { thisUpdate: days(-1, AT), nextUpdate: days(1, AT) }),
  'detached-rsa.p7s': detached(RSA),
  'detached-ecdsa.p7s': detached(P256, { unsigned: () => [unknown] }),
  'attached-pss.p7m': attached(PSS),
  'attached-ecdsa-open-lengths.p7m': (name) => asBer(attached(P256)(name)),
  'attached-rsa-open-lengths.p7m': (name) => asBer(attached(RSA)(name)),
  'stamped-ecdsa.p7s': detached(P256, { unsigned: stamped }),
  'stamped-rsa.p7m': attached(RSA, { unsigned: (value) => [...stamped(value), unknown] }),
  'two-signers.p7m': (name) => {
    const content = documentOf(name);
    return twoSigners(wish(P256, { content }), wish(RSA, { content }));
  },
  'signed-ecdsa.pdf': signedPdf(P256),
  'signed-pss.pdf': signedPdf(PSS),
  'stamped-ecdsa.pdf': signedPdf(P256, { unsigned: stamped }),
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, make] of Object.entries(files)) writeFileSync(`${FOLDER}/${name}`, make(name));
