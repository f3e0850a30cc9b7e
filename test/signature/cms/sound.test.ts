import { verify } from '../../../signature/verify';
import { FAMILIES, SOUND, ecdsa, rsa, type Algorithm } from '../../support/signature/algorithms';
import { cms, signerInfo, stampAttribute, timeStamp, type CmsWish } from '../../support/signature/build-cms';
import { asBer } from '../../support/signature/ber';
import { NOW, certify, createPki, days } from '../../support/signature/pki';

const DOCUMENT = Buffer.from('Заявление за удостоверение за настоящ адрес');
const PKIS = new Map<string, ReturnType<typeof createPki>>();
const pkiFor = (algorithm: Algorithm) => {
  const pki = PKIS.get(algorithm.name) ?? createPki(algorithm);
  PKIS.set(algorithm.name, pki);
  return pki;
};

async function check(algorithm: Algorithm, bytes: Uint8Array, isDetached = false) {
  const { anchors, crls, issuing } = pkiFor(algorithm);
  const file = { bytes, ...(isDetached && { content: DOCUMENT }) };
  const { report } = await verify(file, { at: NOW, anchors: [...anchors, issuing.der], crls });
  return { verdict: [report.indication, report.subIndication], ...report.signatures[0] };
}

const PASSED = ['TOTAL_PASSED', null];
const wish = (algorithm: Algorithm): CmsWish => ({ content: DOCUMENT, signer: pkiFor(algorithm).signer });

/** A time stamp over the signature, an hour before the check. */
const stamped = (algorithm: Algorithm): CmsWish => ({
  ...wish(algorithm),
  unsigned: (signature) => [stampAttribute(timeStamp(signature, { tsa: pkiFor(algorithm).tsa, at: days(-1 / 24) }))],
  signingTime: days(-1 / 12),
});

describe.each(SOUND)('a sound CAdES signature by $name', (algorithm) => {
  it('passes beside its document', async () => {
    const { verdict, level } = await check(algorithm, cms({ ...wish(algorithm), detached: true }), true);
    expect({ verdict, level }).toEqual({ verdict: PASSED, level: 'CAdES-BASELINE-B' });
  });

  it('passes with the document inside, in DER and in BER', async () => {
    const bytes = cms(wish(algorithm));
    expect((await check(algorithm, bytes)).verdict).toEqual(PASSED);
    expect((await check(algorithm, asBer(bytes))).verdict).toEqual(PASSED);
  });

  it('passes with a time stamp, which is then the best signature time', async () => {
    const report = await check(algorithm, cms({ ...stamped(algorithm), detached: true }), true);
    expect(report).toMatchObject({
      verdict: PASSED,
      level: 'CAdES-BASELINE-T',
      bestSignatureTime: days(-1 / 24).toISOString(),
      timeStamps: [{ type: 'signature', indication: 'TOTAL_PASSED' }],
    });
  });
});

describe.each(FAMILIES)('how a file is written ($name)', (algorithm) => {
  const pem = (bytes: Buffer, label: string) =>
    Buffer.from(
      `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`,
    );

  it.each([
    ['PEM as PKCS7', (bytes: Buffer) => pem(bytes, 'PKCS7')],
    ['PEM as CMS', (bytes: Buffer) => pem(bytes, 'CMS')],
    ['base64 in lines', (bytes: Buffer) => Buffer.from(bytes.toString('base64').replace(/.{76}/g, '$&\r\n'))],
  ])('does not matter: %s', async (_name, wrap) => {
    expect((await check(algorithm, wrap(cms(wish(algorithm))))).verdict).toEqual(PASSED);
  });

  it('does not matter: the signer named by the key, other certificates in the bag, in any order', async () => {
    const { signer, issuing, root } = pkiFor(algorithm);
    const stranger = certify({ name: [['CN', 'Nobody']] });
    expect((await check(algorithm, cms({ ...wish(algorithm), byKeyId: true }))).verdict).toEqual(PASSED);
    const certificates = [stranger.der, root.der, issuing.der, signer.der];
    expect((await check(algorithm, cms({ ...wish(algorithm), certificates }))).verdict).toEqual(PASSED);
  });
});

it('judges every one of several signers, the worst of whom is the verdict', async () => {
  const [one, other] = [rsa(2048, 'sha256'), ecdsa('P-256', 'sha256')];
  const { signer: second, issuing } = pkiFor(other);
  const unknown = certify({ name: [['CN', 'Unknown']], algorithm: other });
  const both = (signer = second) =>
    cms({ ...wish(one), certificates: [pkiFor(one).signer.der, signer.der] }, [
      signerInfo(wish(one)),
      signerInfo({ ...wish(one), signer }),
    ]);
  const options = {
    at: NOW,
    anchors: [issuing.der, pkiFor(one).issuing.der],
    crls: [...pkiFor(one).crls, ...pkiFor(other).crls],
  };

  const { report: sound } = await verify({ bytes: both() }, options);
  expect([sound.indication, sound.signatures.length]).toEqual(['TOTAL_PASSED', 2]);
  const { report: doubtful } = await verify({ bytes: both(unknown) }, options);
  expect([doubtful.indication, doubtful.subIndication]).toEqual(['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND']);
  expect(doubtful.signatures.map(({ indication }) => indication)).toEqual(['TOTAL_PASSED', 'INDETERMINATE']);
});
