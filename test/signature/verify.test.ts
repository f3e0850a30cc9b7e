import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRevocationClient } from '../../activities/clients/revocation';
import { createTimeStampClient } from '../../activities/clients/time-stamp';
import { readTown } from '../../catalogue/town';
import { compileBundle } from '../../catalogue/publish';
import { readBundle } from '../../catalogue/bundle';
import { renderApplication } from '../../letters/application';
import { signCms } from '../../signature/creation/sign-cms';
import { sameIdentity } from '../../signature/certificate/identity';
import { sealPdf } from '../../signature/creation/seal';
import { signerFromPkcs12, type Signer } from '../../signature/creation/signer';
import { verify, type SignedFile } from '../../signature/verify';
import { startTrustAuthority, type TrustAuthority } from '../../stack/trust/authority';

const folder = mkdtempSync(join(tmpdir(), 'prepiska-signature-'));
chmodSync(folder, 0o755);
const DOCUMENT = Buffer.from('{"заявление": "удостоверение"}');
let authority: TrustAuthority;
let pdf: Uint8Array;
beforeAll(async () => {
  const town = await readTown('town');
  authority = await startTrustAuthority({ folder: join(folder, 'trust'), port: 21_000 + (process.pid % 9_000), town });
  const { published } = await compileBundle(await readBundle('services/2128'));
  if (!published) throw new Error('2128 does not compile');
  const applicant = {
    name: 'Мария',
    identifier: { kind: 'PNO' as const, country: 'BG', number: '1' },
    email: 'm@example.org',
  };
  pdf = await renderApplication({
    town,
    service: published.service,
    form: published.form,
    application: { service: '2128', applicant, data: { purpose: 'банка' } },
  });
}, 60_000);
afterAll(async () => {
  await authority?.close();
  rmSync(folder, { recursive: true, force: true });
});

const signer = (name = 'maria-ivanova'): Signer =>
  signerFromPkcs12(readFileSync(join(folder, 'trust', `${name}.p12`)), 'demo');
const p7s = (name?: string): Promise<Uint8Array> =>
  signCms(DOCUMENT, signer(name), { detached: true, signingTime: new Date() });
const anchors = () => [new X509Certificate(authority.rootPem).raw];
const fetcher = () => createRevocationClient({ privateHosts: [`127.0.0.1:${authority.port}`] });
const check = async (file: SignedFile, more = {}) =>
  (await verify(file, { at: new Date(), anchors: anchors(), fetcher: fetcher(), ...more })).report;
const at = (name: string, bytes: Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

/** The bytes with one bit of them turned where `needle` stands. */
function flipped(bytes: Uint8Array, offset: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
}

it('passes a sound detached and a sound enveloping signature, and knows the person', async () => {
  const detached = await check({ bytes: await p7s(), content: DOCUMENT });
  const enveloping = await check({
    bytes: await signCms(DOCUMENT, signer(), { detached: false, signingTime: new Date() }),
  });

  expect([detached.indication, enveloping.indication]).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED']);
  const [signature] = detached.signatures;
  const [identifier] = signature?.signedBy?.identifiers ?? [];
  expect(identifier).toMatchObject({ kind: 'PNO', country: 'BG' });
  expect(signature && identifier && sameIdentity(signature, identifier)).toBe(true);
  expect(signature && sameIdentity(signature, { kind: 'PNO', country: 'BG', number: '0000000000' })).toBe(false);
});

it('reads base64 and PEM wrappers', async () => {
  const bytes = Buffer.from(Buffer.from(await p7s()).toString('base64'));

  expect((await check({ bytes, content: DOCUMENT })).indication).toBe('TOTAL_PASSED');
});

it('names each fault by its sub-indication', async () => {
  const sound = Buffer.from(await p7s());
  const verdict = async (file: SignedFile, more = {}) => (await check(file, more)).subIndication;

  expect(await verdict({ bytes: sound, content: Buffer.from('друго') })).toBe('HASH_FAILURE');
  expect(await verdict({ bytes: flipped(sound, sound.length - 20), content: DOCUMENT })).toBe('SIG_CRYPTO_FAILURE');
  expect(await verdict({ bytes: Buffer.concat([sound, Buffer.from([0])]), content: DOCUMENT })).toBe('FORMAT_FAILURE');
  expect(await verdict({ bytes: sound.subarray(0, -1), content: DOCUMENT })).toBe('FORMAT_FAILURE');
  expect(await verdict({ bytes: sound })).toBe('SIGNED_DATA_NOT_FOUND');
  expect(await verdict({ bytes: sound, content: DOCUMENT }, { anchors: [] })).toBe('NO_CERTIFICATE_CHAIN_FOUND');
  expect(await verdict({ bytes: await p7s('maria-ivanova-revoked'), content: DOCUMENT })).toBe('REVOKED_NO_POE');
  expect(await verdict({ bytes: await p7s('maria-ivanova-expired'), content: DOCUMENT })).toBe('OUT_OF_BOUNDS_NO_POE');
});

it('never passes what it cannot know: no revocation answer is INDETERMINATE', async () => {
  const silent = { crl: async () => undefined, ocsp: async () => undefined };

  expect(await check({ bytes: await p7s(), content: DOCUMENT }, { fetcher: silent })).toMatchObject({
    indication: 'INDETERMINATE',
    subIndication: 'TRY_LATER',
  });
});

it('accepts a CRL where OCSP is silent, and finds the revoked one in it', async () => {
  const lists = await Promise.all(
    ['issuing.crl', 'root.crl'].map(async (name) =>
      Buffer.from(await (await fetch(`${authority.url}/${name}`)).arrayBuffer()),
    ),
  );
  const offline = { fetcher: undefined, crls: lists };

  expect((await check({ bytes: await p7s(), content: DOCUMENT }, offline)).indication).toBe('TOTAL_PASSED');
  expect((await check({ bytes: await p7s('maria-ivanova-revoked'), content: DOCUMENT }, offline)).subIndication).toBe(
    'REVOKED_NO_POE',
  );
});

it('never turns a single changed byte of a signature into a crash or a pass over other content', async () => {
  const sound = Buffer.from(await p7s());
  const other = Buffer.from('друго съдържание');
  const verdicts = await Promise.all(
    Array.from({ length: 300 }, (_nothing, index) =>
      check({ bytes: flipped(sound, 1 + Math.floor((index * (sound.length - 1)) / 300)), content: other }),
    ),
  );

  expect(verdicts.filter(({ indication }) => indication === 'TOTAL_PASSED')).toEqual([]);
}, 120_000);

describe('a sealed PDF', () => {
  const seal = (): Promise<Uint8Array> => {
    const tsa = createTimeStampClient({ url: `${authority.url}/tsa` });
    return sealPdf(pdf, signer('seal'), { at: new Date(), reason: 'Печат', timeStamp: (digest) => tsa.stamp(digest) });
  };

  it('passes with its time stamp, and keeps the document in front byte for byte', async () => {
    const sealed = await seal();
    const { report, content } = await verify(
      { bytes: sealed },
      { at: new Date(), anchors: anchors(), fetcher: fetcher() },
    );

    expect(report.signatures[0]).toMatchObject({ indication: 'TOTAL_PASSED', level: 'PAdES-BASELINE-T' });
    expect(Buffer.from(content ?? []).equals(Buffer.from(pdf))).toBe(true);
  });

  it('fails when a byte of the document changes, or something is appended', async () => {
    const sealed = await seal();

    expect((await check({ bytes: flipped(sealed, 200) })).indication).toBe('TOTAL_FAILED');
    expect((await check({ bytes: Buffer.concat([sealed, Buffer.from('\n% more\n')]) })).indication).not.toBe(
      'TOTAL_PASSED',
    );
  });

  it('is accepted by pdfsig as covering the whole document', async () => {
    const file = at('sealed.pdf', await seal());
    const said = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });

    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Total document signed');
  });
});

it('makes CMS that openssl accepts as CAdES', async () => {
  const signature = at('a.p7s', await p7s());
  const content = at('a.json', DOCUMENT);
  const root = at('root.pem', Buffer.from(authority.rootPem));
  const run = (file: string) =>
    execFileSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-cades',
        '-binary',
        '-inform',
        'DER',
        '-in',
        signature,
        '-content',
        file,
        '-CAfile',
        root,
        '-purpose',
        'any',
        '-out',
        '/dev/null',
      ],
      { stdio: 'pipe' },
    );

  expect(() => run(content)).not.toThrow();
  expect(() => run(at('b.json', Buffer.from('друго')))).toThrow();
});

it('accepts what openssl signs as CAdES', async () => {
  const trust = join(folder, 'trust');
  const me = join(folder, 'me.pem');
  const content = at('c.json', DOCUMENT);
  const out = join(folder, 'c.p7s');
  execFileSync(
    'openssl',
    ['pkcs12', '-in', join(trust, 'maria-ivanova.p12'), '-passin', 'pass:demo', '-nodes', '-out', me],
    { stdio: 'pipe' },
  );
  execFileSync(
    'openssl',
    [
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-md',
      'sha256',
      '-nosmimecap',
      '-in',
      content,
      '-signer',
      me,
      '-inkey',
      me,
      '-certfile',
      join(trust, 'issuing.pem'),
      '-outform',
      'DER',
      '-out',
      out,
    ],
    { stdio: 'pipe' },
  );

  expect((await check({ bytes: readFileSync(out), content: DOCUMENT })).indication).toBe('TOTAL_PASSED');
});
