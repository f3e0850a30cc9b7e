import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readTown } from '../../catalogue/town';
import { renderReply } from '../../letters/reply';
import { signCms } from '../../signature/creation/sign-cms';
import { readSignedData } from '../../signature/cms/read-cms';
import { sealPdf } from '../../signature/creation/seal';
import type { Signer } from '../../signature/creation/signer';
import { startDemoTrust, type Signers } from '../support/demo-trust';
import { askPdfsig, createNssDatabase } from '../support/nss';
import { askOpenssl, takeApart, writeTrust } from '../support/openssl-cms';
import { askPyhanko, pyhankoPython } from '../support/pyhanko';
import { runTool } from '../support/tool';

/** Programs that others wrote accept what we sign. Each is also seen to refuse, so that one which always says yes is noticed. */

const folder = mkdtempSync(join(tmpdir(), 'prepiska-judges-'));
chmodSync(folder, 0o755);
const DOCUMENT = Buffer.from('{"purpose": "удостоверение за банка"}');
const KEYS = ['RSA', 'P-256', 'P-384'] as const;
const PDFS = ['sealed.pdf', 'signed.pdf'];
const FILES = [...PDFS, 'detached.p7s', 'enveloping.p7m'];

let trust: Awaited<ReturnType<typeof startDemoTrust>>;
let database: string;
let opensslTrust: string;
let python: string;
let pdf: Uint8Array;
beforeAll(async () => {
  python = await pyhankoPython();
  const town = await readTown('town');
  trust = await startDemoTrust({ folder: join(folder, 'trust'), port: 11_000 + (process.pid % 9_000), town });
  database = await createNssDatabase(join(folder, 'nss'), trust.rootPem);
  opensslTrust = await writeTrust(join(folder, 'trusted.pem'), trust.rootPem, trust.crls);
  pdf = await renderReply({
    town,
    letter: { kind: 'refusal', title: 'Отказ', paragraphs: ['{{ grounds }}'], appeal: 'Чрез {{ municipality.name }}.' },
    variables: { grounds: ['Дървото е здраво.'] },
    registrationNumber: '95-000045/25.11.2026',
    issuedAt: new Date(),
    verificationCode: 'K7M2QX9RTA4B',
    verificationUrl: 'https://dolnopole.example/check/K7M2QX9RTA4B',
  });
  await write('document.json', DOCUMENT);
  for (const keys of KEYS) await writeSigned(keys, trust.signers[keys]);
}, 300_000);
afterAll(async () => {
  await trust?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  await writeFile(at(name), bytes);
  return at(name);
};

async function writeSigned(prefix: string, { seal, citizen }: Signers): Promise<void> {
  const now = new Date();
  const cms = (signer: Signer, detached: boolean) => signCms(DOCUMENT, signer, { detached, signingTime: now });
  const sealed = await sealPdf(pdf, seal, { at: now, reason: 'Печат на общината', timeStamp: trust.timeStamp });
  await write(`${prefix}-sealed.pdf`, sealed);
  await write(`${prefix}-signed.pdf`, await sealPdf(pdf, citizen, { at: now, reason: 'Подписано' }));
  await write(`${prefix}-detached.p7s`, await cms(citizen, true));
  await write(`${prefix}-enveloping.p7m`, await cms(citizen, false));
}

const contentOf = (file: string): string | undefined => (file.endsWith('.p7s') ? at('document.json') : undefined);

/** openssl knows no PDF: it gets the CMS and the bytes that the PDF says were signed. */
async function openssl(file: string, content = contentOf(file)) {
  const parts = file.endsWith('.pdf') ? await takeApart(file) : { cms: file, content };
  return askOpenssl(parts.cms, opensslTrust, parts.content);
}
const pdfsig = (file: string) => askPdfsig(file, database);
const pyhanko = (file: string, content = contentOf(file)) =>
  askPyhanko(python, file, { root: trust.rootDer, crls: trust.crls, content });

const OPENSSL_ACCEPTS = { ok: true, text: expect.stringContaining('CAdES Verification successful') };
const PDFSIG_TRUSTS = { signature: 'Signature is Valid.', certificate: 'Certificate is Trusted.', isWhole: true };
const PYHANKO_ACCEPTS = { accepted: true, intact: true, valid: true, trusted: true, revoked: false, timeStamp: null };

describe.each(KEYS)('signed with %s', (keys) => {
  it.each(FILES)('%s is CAdES to openssl, with nobody revoked', async (name) => {
    expect(await openssl(at(`${keys}-${name}`))).toEqual(OPENSSL_ACCEPTS);
  });

  it.each(PDFS)('%s is trusted by pdfsig, and signed as a whole', async (name) => {
    expect(await pdfsig(at(`${keys}-${name}`))).toEqual(PDFSIG_TRUSTS);
  });

  it.each(FILES)('%s is accepted by pyHanko, to its end and with its time stamp', async (name) => {
    const coverage = name.endsWith('.pdf') && { coverage: 'ENTIRE_FILE' };
    const timeStamp = name === 'sealed.pdf' && { timeStamp: true };

    expect(await pyhanko(at(`${keys}-${name}`))).toEqual({ ...PYHANKO_ACCEPTS, ...coverage, ...timeStamp });
  });

  it('sealed.pdf has a time stamp that openssl verifies over the signature value', async () => {
    const { cms } = await takeApart(at(`${keys}-sealed.pdf`));
    const [signer] = readSignedData(await readFile(cms), { allowPadding: true }).signers;
    const value = await write('value.bin', signer?.signature ?? DOCUMENT);
    const token = await write('token.der', signer?.timeStamps[0] ?? DOCUMENT);
    const chain = ['-CAfile', trust.rootPem, '-untrusted', trust.issuingPem];

    const { text } = await runTool('openssl', ['ts', '-verify', '-data', value, '-in', token, '-token_in', ...chain]);
    expect(text).toContain('Verification: OK');
  });
});

describe('an altered copy is refused', () => {
  /** As long as it was, and still a PDF. */
  const replaced = async (name: string, [what, by]: [string, string]): Promise<string> => {
    const bytes = await readFile(at(`RSA-${name}`));
    expect(bytes.includes(what)).toBe(true);
    bytes.write(by, bytes.indexOf(what));
    return write(`altered-${name}`, bytes);
  };
  const alteredPdf = () => replaced('sealed.pdf', ['/Lang (bg-BG)', '/Lang (en-GB)']);
  const alteredP7m = () => replaced('enveloping.p7m', ['purpose', 'PURPOSE']);
  const otherContent = () => write('other.json', Buffer.from('{"purpose": "друго"}'));

  it('by openssl, for its content', async () => {
    const p7s = at('RSA-detached.p7s');
    const verdicts = [await openssl(await alteredPdf()), await openssl(p7s, await otherContent())];

    for (const verdict of [...verdicts, await openssl(await alteredP7m())])
      expect(verdict).toEqual({ ok: false, text: expect.stringContaining('content verify error') });
  });

  it('by pdfsig, for its digest, and what was appended is not taken for signed', async () => {
    const longer = Buffer.concat([await readFile(at('RSA-sealed.pdf')), Buffer.from('% more\n')]);

    expect((await pdfsig(await alteredPdf())).signature).toBe('Digest Mismatch.');
    expect((await pdfsig(await write('longer.pdf', longer))).isWhole).toBe(false);
  });

  it('by pyHanko, for its digest', async () => {
    const p7s = at('RSA-detached.p7s');
    const verdicts = [await pyhanko(await alteredPdf()), await pyhanko(p7s, await otherContent())];

    for (const verdict of [...verdicts, await pyhanko(await alteredP7m())])
      expect(verdict).toMatchObject({ accepted: false, intact: false });
  });
});

it('a signer whose certificate was revoked is refused by all three', async () => {
  await writeSigned('revoked', { seal: trust.revoked, citizen: trust.revoked });
  const file = at('revoked-signed.pdf');

  expect(await openssl(file)).toEqual({ ok: false, text: expect.stringContaining('certificate revoked') });
  expect(await pdfsig(file)).toMatchObject({ certificate: 'Certificate has been Revoked.' });
  expect(await pyhanko(file)).toMatchObject({ accepted: false, trusted: false, revoked: true });
});
