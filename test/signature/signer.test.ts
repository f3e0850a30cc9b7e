import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readTown } from '../../catalogue/town';
import { signCms } from '../../signature/creation/sign-cms';
import { signerFromPkcs12, type Signer } from '../../signature/creation/signer';
import { verify } from '../../signature/verify';
import { EXTENSIONS, issue, issueCrl, type Issued, type NameParts } from '../../stack/trust/issue';
import { openTrust, type TrustMaterial } from '../../stack/trust/material';
import { issueEc, signedWithPss, type Curve } from '../support/certificates';
import { askOpenssl, writeTrust } from '../support/openssl-cms';
import { exportPkcs12 } from '../support/pkcs12';

const folder = mkdtempSync(join(tmpdir(), 'prepiska-signer-'));
const at = (name: string, bytes: Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};
const DOCUMENT = Buffer.from('{"заявление": "удостоверение"}');
const SUBJECT: NameParts = [
  ['country', 'BG'],
  ['commonName', 'Мария Иванова'],
  ['serialNumber', 'PNOBG-5804122134'],
];
let material: TrustMaterial;
let crls: readonly Buffer[];
let trust: string;
beforeAll(async () => {
  // Nobody listens on the port: what is asked here is answered by the lists.
  material = await openTrust(join(folder, 'trust'), 9, await readTown('town'));
  crls = [material.root, material.issuing].map((authority) => issueCrl(authority, [], new Date()));
  const files = crls.map((crl, index) => at(`${index}.crl`, crl));
  trust = await writeTrust(join(folder, 'trusted.pem'), join(folder, 'trust', 'root.pem'), files);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const citizen = (curve: Curve): Issued => issueEc(material, { subject: SUBJECT, use: 'esign', curve });
const life = { notBefore: new Date(Date.now() - 1_000), notAfter: new Date(Date.now() + 3_600_000) };

/** What our own check and openssl say of a signature made with it. */
async function judge(signer: Signer) {
  const bytes = await signCms(DOCUMENT, signer, { detached: true, signingTime: new Date() });
  const options = { at: new Date(), anchors: [material.root.der], crls };
  const { report } = await verify({ bytes, content: DOCUMENT }, options);
  const openssl = await askOpenssl(at('it.p7s', bytes), trust, at('it.json', DOCUMENT));
  return { ours: report.indication, openssl: openssl.text };
}
const ACCEPTED = { ours: 'TOTAL_PASSED', openssl: expect.stringContaining('CAdES Verification successful') };

describe.each<Curve>(['P-256', 'P-384', 'P-521'])('a key on %s', (curve) => {
  it.each([
    ['of today', []],
    ['of the old kind', ['-legacy']],
    ['without encryption', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
  ])('signs out of a PKCS#12 file %s', async (_kind, ways) => {
    const above = [material.issuing.der];
    const p12 = await exportPkcs12(folder, { certificate: citizen(curve), above, ways });

    expect(await judge(signerFromPkcs12(p12, 'demo'))).toEqual(ACCEPTED);
  });
});

it('opens an RSA key from an old file, whose encryption is RC2 and 3DES', async () => {
  const extensions = [EXTENSIONS.endEntity(), EXTENSIONS.keyUsage(0xc0)];
  const certificate = issue({ subject: SUBJECT, issuer: material.issuing, extensions, ...life });
  const p12 = await exportPkcs12(folder, { certificate, above: [material.issuing.der], ways: ['-legacy'] });

  expect(await judge(signerFromPkcs12(p12, 'demo'))).toEqual(ACCEPTED);
});

it.each([
  ['today', []],
  ['the old kind', ['-legacy']],
])('opens a file of %s whose password is written in Cyrillic', async (_kind, ways) => {
  const certificate = citizen('P-256');
  const p12 = await exportPkcs12(folder, { certificate, password: 'тайна парола', ways });

  expect(signerFromPkcs12(p12, 'тайна парола').chain).toEqual([certificate.der]);
  expect(() => signerFromPkcs12(p12, 'друга парола')).toThrow('the password is wrong');
});

it('hands on certificates byte for byte, also those signed with RSASSA-PSS, and leaves the root at home', async () => {
  const request = { subject: SUBJECT, issuer: material.issuing, extensions: [EXTENSIONS.endEntity()], ...life };
  const certificate = signedWithPss(issue(request), material.issuing);
  const above = [material.issuing.der, material.root.der];
  const p12 = await exportPkcs12(folder, { certificate, above });

  expect(signerFromPkcs12(p12, 'demo').chain).toEqual([certificate.der, material.issuing.der]);
});

describe('what cannot be used is refused in words', () => {
  it('a wrong password', async () => {
    const p12 = await exportPkcs12(folder, { certificate: citizen('P-256') });

    expect(() => signerFromPkcs12(p12, 'wrong')).toThrow('the password is wrong or the file is damaged');
  });

  it('a file of another kind', () => {
    expect(() => signerFromPkcs12(DOCUMENT, 'demo')).toThrow('the password is wrong or the file is damaged');
  });

  it('a file without a key', async () => {
    const p12 = await exportPkcs12(folder, { certificate: citizen('P-256'), ways: ['-nokeys'] });

    expect(() => signerFromPkcs12(p12, 'demo')).toThrow('it holds no key');
  });

  it('a key without its certificate', async () => {
    const p12 = await exportPkcs12(folder, { certificate: citizen('P-256'), ways: ['-nocerts'] });

    expect(() => signerFromPkcs12(p12, 'demo')).toThrow('it holds no certificate of its key');
  });

  it('a key that is neither RSA nor EC', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const p12 = await exportPkcs12(folder, {
      certificate: { ...citizen('P-256'), key: privateKey },
      ways: ['-nocerts'],
    });

    expect(() => signerFromPkcs12(p12, 'demo')).toThrow('its key is neither RSA nor EC');
  });
});
