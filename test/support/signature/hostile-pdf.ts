import { deflateSync } from 'node:zlib';

import { DOCUMENT, appendRevision, createPdf, stream } from '../pdf-builder';

/** PDFs that are made to take long, to take much, or to end the reader. None of them is signed soundly. */

const MEGABYTE = 1024 * 1024;
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');

const FIELD = '<</FT /Sig /T (first) /V 20 0 R /Kids [9 0 R 14 0 R]>>';
const SIGNATURE = '<</Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 10] /Contents <3080>>>';

const bomb = (size: number, rounds = 1): string => {
  let data = Buffer.alloc(size);
  for (let round = 0; round < rounds; round += 1) data = deflateSync(data);
  return stream(
    data.toString('latin1'),
    `/Type /ObjStm /N 1 /First 4 /Filter [${times(rounds, () => '/FlateDecode')}]`,
  );
};

const packedBy = (container: string): Buffer => {
  const file = createPdf({ ...DOCUMENT, 9: FIELD, 20: SIGNATURE }, { xref: 'stream', compressed: [6, 7] });
  return appendRevision(file, { 30: container }, { xref: 'stream' });
};

const withPrev = (offset: string): Buffer =>
  createPdf({ ...DOCUMENT, 9: FIELD, 20: SIGNATURE }, { trailer: { Prev: offset } });

function revisions(count: number): Buffer {
  let file = createPdf({ ...DOCUMENT, 20: SIGNATURE });
  for (let at = 0; at < count; at += 1) file = appendRevision(file, { 9: FIELD, 7: DOCUMENT[7] ?? '' });
  return file;
}

export const HOSTILE_PDFS: readonly (readonly [name: string, make: () => Buffer])[] = [
  ['fields in a circle', () => createPdf({ ...DOCUMENT, 9: FIELD, 14: FIELD, 20: SIGNATURE })],
  [
    'pages in a circle',
    () => createPdf({ ...DOCUMENT, 2: '<</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>>', 9: FIELD, 20: SIGNATURE }),
  ],
  ['an object that is itself', () => createPdf({ ...DOCUMENT, 9: '9 0 R', 20: '20 0 R' })],
  ['cross-references before themselves', () => withPrev(String(createPdf().lastIndexOf('xref\n', -20)))],
  ['cross-references at the end', () => withPrev('99999999999')],
  ['300 revisions', () => revisions(300)],
  [
    'arrays 100,000 deep',
    () =>
      createPdf({ ...DOCUMENT, 9: FIELD, 20: `<</Type /Sig /Contents ${'['.repeat(100_000)}${']'.repeat(100_000)}>>` }),
  ],
  ['dictionaries 100,000 deep', () => createPdf({ ...DOCUMENT, 9: FIELD, 20: '<</A '.repeat(100_000) })],
  [
    '100,000 fields',
    () => createPdf({ ...DOCUMENT, 6: `<</Fields [${times(100_000, () => '9 0 R')}]>>`, 9: FIELD, 20: SIGNATURE }),
  ],
  [
    'an open string of 10 MB',
    () => createPdf({ ...DOCUMENT, 9: FIELD, 20: `<</Type /Sig /Contents ${'('.repeat(10 * MEGABYTE)}` }),
  ],
  ['a stream that unpacks to 200 MB', () => packedBy(bomb(200 * MEGABYTE))],
  ['a stream packed ten times', () => packedBy(bomb(50 * MEGABYTE, 10))],
  ['5 million obj keywords', () => Buffer.concat([createPdf(), Buffer.alloc(35 * MEGABYTE, '1 0 obj')])],
  [
    '50 MB of comments',
    () => Buffer.concat([createPdf({ ...DOCUMENT, 9: FIELD, 20: SIGNATURE }), Buffer.alloc(50 * MEGABYTE, '%')]),
  ],
  [
    '50 MB of startxref',
    () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50 * MEGABYTE, 'startxref\n0\n')]),
  ],
];
