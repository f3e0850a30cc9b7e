import { deflateSync } from 'node:zlib';

import { readDss } from '../../../signature/pdf/dss';
import { openPdf } from '../../../signature/pdf/pdf-file';
import { readPdfSignatures } from '../../../signature/pdf/pades';
import { DOCUMENT, appendRevision, createPdf, stream, type Objects } from '../../support/pdf-builder';
import { signPdf, verdicts } from '../../support/pdf-signing';

/** Files that are made to keep a reader busy: each ends with an answer, because the work on one file is bounded. */

const FORMAT = 'FORMAT_FAILURE FORMAT_FAILURE';
const FILLED: Objects = { 7: `${DOCUMENT[7]?.slice(0, -2)} /V (250)>>` };
const signedWith = (objects: Objects) => signPdf(createPdf({ ...DOCUMENT, ...objects }));
const range = (count: number) => Array.from({ length: count }, (_nothing, index) => index);

it.each<[string, Objects]>([
  ['objects nested ten thousand deep', { 6: `${'['.repeat(10_000)}${']'.repeat(10_000)}` }],
  ['a form that refers to itself', { 6: '6 0 R' }],
  ['fields that hold themselves', { 6: '<</Fields [7 0 R 9 0 R]>>', 7: '<</T (a) /Kids [7 0 R 7 0 R]>>' }],
])('%s', async (_name, objects) => {
  const file = await signedWith(objects);

  expect(await verdicts(appendRevision(file, {}))).toEqual([FORMAT]);
});

it.each<[string, Objects]>([
  ['pages that hold themselves', { 2: '<</Type /Pages /Kids [3 0 R 2 0 R] /Count 2>>' }],
  ['a page that cannot be read', { 4: '[[[' }],
])('%s: it cannot be told what was changed', async (_name, objects) => {
  const file = await signedWith(objects);

  expect(await verdicts(appendRevision(file, FILLED))).toEqual([
    'SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING',
  ]);
});

it('a chain of cross-references that goes round', async () => {
  const file = await signedWith({});
  const loop = appendRevision(file, FILLED);
  const last = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(loop.toString('latin1'))?.[1] ?? '';

  expect(await verdicts(appendRevision(file, FILLED, { trailer: { Prev: last } }))).toEqual([FORMAT]);
});

it('more revisions than anyone makes', () => {
  const file = range(500).reduce<Buffer>((file) => appendRevision(file, {}), createPdf());

  expect(() => openPdf(file)).toThrow('too many revisions');
});

it('strings that each reach to the end of the file', async () => {
  const file = await signedWith({});
  const count = 30_000;
  const pieces = range(count).map((index) => `${index + 100} 0 obj (`);
  let at = file.length + 1;
  const entries = Object.fromEntries(pieces.map((piece, index) => [index + 100, (at += piece.length) - piece.length]));

  expect(await verdicts(appendRevision(file, {}, { between: pieces.join(''), entries }))).toEqual([FORMAT]);
});

it('a comment into which every object points', async () => {
  const file = await signedWith({});
  const entries = Object.fromEntries(range(30_000).map((index) => [index + 100, file.length + 10 + index * 10]));

  expect(await verdicts(appendRevision(file, {}, { between: `${'%'.repeat(300_000)}\n`, entries }))).toEqual([FORMAT]);
});

it('streams that unpack to more than there is room for', () => {
  const packed = deflateSync(Buffer.alloc(49_000_000)).toString('latin1');
  const bombs = Object.fromEntries(range(20).map((index) => [100 + index, stream(packed, '/Filter /FlateDecode')]));
  const certificates = range(20).map((index) => `${100 + index} 0 R`);
  const catalogue = `${DOCUMENT[1]?.slice(0, -2)} /DSS <</Certs [${certificates.join(' ')}]>>>>`;

  expect(readDss(createPdf({ ...DOCUMENT, ...bombs, 1: catalogue }))).toBeUndefined();
});

it('an object stream that is asked for each of its objects is unpacked once', async () => {
  const fields = range(2_000).map((index) => index + 100);
  const many = Object.fromEntries(fields.map((number) => [number, `<</FT /Tx /T (f${number}) /Rect [0 0 0 0]>>`]));
  const form = `<</Fields [${fields.map((number) => `${number} 0 R`).join(' ')} 9 0 R] /Padding (${'x'.repeat(400_000)})>>`;
  const file = createPdf({ ...DOCUMENT, ...many, 6: form }, { xref: 'stream', compressed: [6, ...fields] });
  const signed = await signPdf(file, {
    xref: 'stream',
    objects: (signature) => ({ 9: `${DOCUMENT[9]?.slice(0, -2)} /V ${signature} 0 R>>` }),
  });

  expect(readPdfSignatures(signed).map(({ faults }) => faults)).toEqual([[]]);
});

it('a document of many objects is compared as a whole', async () => {
  const numbers = range(5_000).map((index) => index + 100);
  const chain = Object.fromEntries(numbers.map((number) => [number, `<</Next ${number + 1} 0 R>>`]));
  const file = await signedWith({ ...chain, 3: `${DOCUMENT[3]?.slice(0, -2)} /PieceInfo 100 0 R>>` });

  expect(await verdicts(appendRevision(file, FILLED))).toEqual(['TOTAL_PASSED']);
  expect(await verdicts(appendRevision(file, { 5_099: '<</Other true>>' }))).toEqual([
    'SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING',
  ]);
});
