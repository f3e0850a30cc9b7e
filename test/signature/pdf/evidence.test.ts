import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readDss } from '../../../signature/pdf/dss';
import { readPdfSignatures } from '../../../signature/pdf/pades';
import { EXTENSIONS, issue, issueCrl } from '../../../stack/trust/issue';
import { askPyhanko, pyhankoPython } from '../../support/pyhanko';
import { runTool } from '../../support/tool';
import { DOCUMENT, appendRevision, createPdf, stream, type RevisionOptions } from '../../support/pdf-builder';
import {
  crl,
  furtherField,
  judgePdf,
  person,
  root,
  short,
  signPdf,
  stamp,
  stampPdf,
  verdicts,
} from '../../support/pdf-signing';

const folder = mkdtempSync(join(tmpdir(), 'prepiska-pdf-'));
let python: string;
beforeAll(async () => {
  python = await pyhankoPython();
  writeFileSync(join(folder, 'root.crt'), root.der);
  writeFileSync(join(folder, 'root.crl'), crl);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = 'A'.repeat(40);

/** The document security store with the root and its list, in a revision of its own. */
const withStore = (file: Buffer, options: RevisionOptions = {}, list = crl) =>
  appendRevision(
    file,
    {
      1: `${DOCUMENT[1]?.slice(0, -2)} /DSS 50 0 R>>`,
      50: `<</Type /DSS /Certs [51 0 R] /CRLs [52 0 R] /VRI <</${KEY} <</Cert [51 0 R] /CRL [52 0 R]>>>>>>`,
      51: stream(root.der.toString('latin1')),
      52: stream(list.toString('latin1')),
    },
    options,
  );

/** B, then a time stamp in the signature, the store, and a time stamp over all: LTA. */
async function longTerm(options: RevisionOptions = {}): Promise<Buffer> {
  const signed = await signPdf(createPdf(DOCUMENT, options), options);
  return stampPdf(withStore(signed, options), options);
}

it('takes certificates and lists out of the store; without them nothing is known', async () => {
  const signed = await signPdf(createPdf());
  const none = { crls: [] };

  expect((await judgePdf(signed, none)).subIndication).toBe('TRY_LATER');
  expect((await judgePdf(withStore(signed), none)).indication).toBe('TOTAL_PASSED');
});

it('judges what the store holds like any other: a list of someone else proves nothing, and what cannot be read is left out', async () => {
  const signed = await signPdf(createPdf());
  const foreign = issueCrl(otherRoot(), [], new Date());

  expect((await judgePdf(withStore(signed, {}, foreign), { crls: [] })).indication).toBe('INDETERMINATE');
  expect((await judgePdf(withStore(signed, {}, Buffer.from('nothing')), { crls: [] })).subIndication).toBe('TRY_LATER');
});

it('reads the store as it stood in a revision, and what belongs to one signature', async () => {
  const first = withStore(await signPdf(createPdf()));
  const later = appendRevision(first, { 50: '<</Type /DSS /Certs [51 0 R 51 0 R] /CRLs [] /VRI <<>>>>' });
  const then = readDss(later, 2);

  expect(readDss(later, 1)).toBeUndefined();
  expect(then?.certificates.map((one) => one.equals(root.der))).toEqual([true]);
  expect(then?.vri.get(KEY)?.crls.map((one) => one.equals(crl))).toEqual([true]);
  expect(readDss(later)).toMatchObject({ crls: [], certificates: [root.der, root.der] });
});

it('says of each signature and time stamp which revision it covers, and which bytes a time stamp stamps', async () => {
  const file = await longTerm();
  const [signature, time] = readPdfSignatures(file);

  expect(signature).toMatchObject({ kind: 'signature', field: 'first', revision: 1, isWhole: false, faults: [] });
  expect(time).toMatchObject({ kind: 'document-time-stamp', field: 'stamp', revision: 3, isWhole: true, faults: [] });
  expect(signature?.covers).toBeLessThan(time?.covers ?? 0);
  expect(time?.covers).toBe(file.length);
  expect(Buffer.concat([...(time?.signed ?? [])]).includes('/ETSI.CAdES.detached')).toBe(true);
});

it('a document time stamp is no signer, and proves when the signature existed', async () => {
  const { signatures } = await judgePdf(await longTerm());

  expect(signatures.map(short)).toEqual(['TOTAL_PASSED']);
  expect(signatures[0]?.timeStamps).toMatchObject([{ type: 'document', indication: 'TOTAL_PASSED' }]);
  expect(signatures[0]?.infos[1]?.en).toContain('data for checking the signatures was added; a time stamp was added');
});

it('a file with nothing but a document time stamp is unsigned', async () => {
  await expect(judgePdf(await stampPdf(createPdf()))).rejects.toMatchObject({ code: 'FILE_UNSIGNED' });
});

it('a document time stamp of other bytes does not make the signature fail, and proves nothing', async () => {
  const signed = await signPdf(createPdf());
  const foreign = await stampPdf(signed, { cms: () => stamp(Buffer.from('other')) });
  const [signature] = (await judgePdf(foreign)).signatures;

  expect(signature?.indication).not.toBe('TOTAL_FAILED');
  expect(signature?.timeStamps.map(({ indication }) => indication)).toEqual(['TOTAL_FAILED']);
});

it('store and time stamp in a revision do not hide another change in it', async () => {
  const signed = await signPdf(createPdf());
  const changed = await stampPdf(signed, {
    objects: (signature) => ({ ...furtherField(41, signature, { name: 'stamp' }), 4: stream('BT (900) Tj ET') }),
  });

  expect(await verdicts(changed)).toEqual(['SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING']);
});

it('an object of the store that a page uses too is a change of the page', async () => {
  const page = DOCUMENT[3]?.replace('4 0 R', '[4 0 R 51 0 R]') ?? '';
  const signed = await signPdf(createPdf({ ...DOCUMENT, 3: page, 51: stream('q Q') }));

  expect(await verdicts(withStore(signed))).toEqual(['SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING']);
});

describe('others agree on sound files of several revisions', () => {
  const write = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const pyhanko = (file: string) =>
    askPyhanko(python, file, { root: join(folder, 'root.crt'), crls: [join(folder, 'root.crl')] });

  it.each<[string, () => Promise<Buffer>]>([
    ['table', () => longTerm()],
    ['stream', () => longTerm({ xref: 'stream' })],
    [
      'two signers',
      async () =>
        signPdf(await signPdf(createPdf()), {
          signer: person('Иван'),
          number: 22,
          objects: (signature) => furtherField(23, signature),
        }),
    ],
    [
      'filled',
      async () =>
        appendRevision(await signPdf(createPdf()), {
          7: `${DOCUMENT[7]?.slice(0, -2)} /V (250) /AP <</N 31 0 R>>>>`,
          31: stream('', '/Type /XObject /Subtype /Form /BBox [0 0 128 20]'),
        }),
    ],
  ])('%s', async (name, make) => {
    const bytes = await make();
    const file = write(`${name}.pdf`, bytes);

    expect((await judgePdf(bytes)).indication).toBe('TOTAL_PASSED');
    expect(await pyhanko(file)).toMatchObject({ accepted: true, coverage: 'ENTIRE_REVISION' });
    expect((await runTool('pdfsig', ['-nocert', file])).text).toContain('Signature is Valid');
  });

  it('and on a changed one', async () => {
    const changed = appendRevision(await signPdf(createPdf()), { 4: stream('BT /F1 12 Tf (900) Tj ET') });

    expect((await judgePdf(changed)).indication).toBe('INDETERMINATE');
    expect(await pyhanko(write('changed.pdf', changed))).toMatchObject({ accepted: false });
  });
});

function otherRoot() {
  const now = Date.now();
  return issue({
    subject: [
      ['country', 'BG'],
      ['commonName', 'Test Root'],
    ],
    notBefore: new Date(now - 1000),
    notAfter: new Date(now + 1_000_000),
    keyType: 'ec',
    extensions: [EXTENSIONS.authority(), EXTENSIONS.keyUsage(0x06)],
  });
}
