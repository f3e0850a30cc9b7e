import { fileURLToPath } from 'node:url';

import { createVerifier, type Verifier } from '../../activities/verifier/verifier';
import { certify, createPki, NOW, PERSON, SIGNS } from '../support/signature/pki';
import { cms } from '../support/signature/build-cms';
import { EXTENSIONS } from '../../stack/trust/issue';

const DOCUMENT = Buffer.from('Заявление за удостоверение за настоящ адрес');
const BUSY = fileURLToPath(new URL('./busy-thread.ts', import.meta.url));
const pki = createPki();
const options = { at: NOW, anchors: [...pki.anchors, pki.issuing.der], crls: pki.crls };

let verifier: Verifier | undefined;
const open = (entry?: string): Verifier => (verifier = createVerifier(entry));
afterEach(() => verifier?.close());

describe('a check in a thread of its own', () => {
  it('says what the check itself says, and hands back what was signed', async () => {
    const { report, content } = await open().verify({ bytes: cms({ content: DOCUMENT, signer: pki.signer }) }, options);

    expect(report.indication).toBe('TOTAL_PASSED');
    expect(Buffer.from(content ?? []).equals(DOCUMENT)).toBe(true);
  });

  it('takes a detached signature with its document', async () => {
    const bytes = cms({ content: DOCUMENT, signer: pki.signer, detached: true });
    const { verify } = open();

    expect((await verify({ bytes, content: DOCUMENT }, options)).report.indication).toBe('TOTAL_PASSED');
    expect((await verify({ bytes, content: Buffer.from('other') }, options)).report.subIndication).toBe('HASH_FAILURE');
  });

  it('refuses a file without a signature by its code', async () => {
    await expect(open().verify({ bytes: Buffer.from('no signature') }, options)).rejects.toMatchObject({
      name: 'DomainError',
      code: 'FILE_UNSIGNED',
    });
  });

  it('has issuers asked by the main thread, and takes no answer for none', async () => {
    const signer = certify({
      name: PERSON,
      issuer: pki.issuing,
      extensions: [...SIGNS, EXTENSIONS.crl('http://list.example/issuing.crl')],
    });
    const asked: string[] = [];
    const fetcher = (list?: Buffer) => ({
      crl: async (url: string) => (asked.push(url), list),
      ocsp: async () => undefined,
      issuer: async () => Promise.reject(new Error('unreachable')),
    });
    const { verify } = open();
    const check = async (list?: Buffer) => {
      const file = { bytes: cms({ content: DOCUMENT, signer }) };
      return (await verify(file, { ...options, crls: [], fetcher: fetcher(list) })).report;
    };

    expect((await check(pki.crls[1])).indication).toBe('TOTAL_PASSED');
    expect((await check()).subIndication).toBe('TRY_LATER');
    expect(asked).toEqual(['http://list.example/issuing.crl', 'http://list.example/issuing.crl']);
  });
});

describe('a check that does not end', () => {
  const [HANGS, HOARDS, DIES, SOUND] = [0, 1, 2, 9].map((byte) => ({ bytes: Buffer.from([byte]) }));

  it.each([
    ['goes on too long', HANGS],
    ['takes too much memory', HOARDS],
    ['dies', DIES],
  ])('is a doubt in words when it %s, and the next file is answered', async (_name, file = HANGS) => {
    const { verify } = open(BUSY);
    const { report, content } = await verify(file as { bytes: Buffer }, options);

    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'GENERIC' });
    expect(report.signatures[0]?.errors.map(({ code }) => code)).toEqual(['CHECK_BUDGET_EXCEEDED']);
    expect(content).toBeUndefined();
    expect((await verify(SOUND as { bytes: Buffer }, options)).report.indication).toBe('TOTAL_PASSED');
  });

  it('does not keep others waiting: they are answered before it ends', async () => {
    const { verify } = open(BUSY);
    await startTwo(verify);
    const order: string[] = [];
    const noted = async (name: string, file = HANGS) => {
      await verify(file as { bytes: Buffer }, options);
      order.push(name);
    };
    await Promise.all([noted('hangs'), noted('first', SOUND), noted('second', SOUND)]);

    expect(order).toEqual(['first', 'second', 'hangs']);
  });
});

/** Two files that ask an issuer who answers when both have asked: then two threads are there. */
async function startTwo(verify: Verifier['verify']): Promise<void> {
  const waiting: ((answer: undefined) => void)[] = [];
  const crl = () =>
    new Promise<undefined>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 2) waiting.forEach((answer) => answer(undefined));
    });
  const fetcher = { crl, ocsp: crl, issuer: crl };
  await Promise.all([1, 2].map(() => verify({ bytes: Buffer.from([3]) }, { ...options, fetcher })));
}

it('a thread that cannot be started is an error, no verdict', async () => {
  await expect(open('/nowhere/thread.ts').verify({ bytes: DOCUMENT }, options)).rejects.toThrow('could not be started');
});
