import { openPdf } from '../../../signature/pdf/pdf-file';
import { isDict, isString, nameOf } from '../../../signature/pdf/pdf-objects';
import { DOCUMENT, appendRevision, createPdf, stream, type RevisionOptions } from '../../support/pdf-builder';
import { judgePdf, signPdf, verdicts } from '../../support/pdf-signing';

const KINDS: readonly [string, RevisionOptions][] = [
  ['a table', {}],
  ['a stream', { xref: 'stream' }],
  ['a stream with objects in an object stream', { xref: 'stream', compressed: [1, 6, 9] }],
  ['a hybrid', { xref: 'hybrid', compressed: [10, 11] }],
  ...[0, 1, 2, 3, 4].map((predictor): [string, RevisionOptions] => [
    `a stream with PNG prediction ${predictor}`,
    { xref: 'stream', predictor },
  ]),
];

it.each(KINDS)(
  'reads a document whose cross-reference is %s, and its signature in an update',
  async (_name, options) => {
    const file = createPdf(DOCUMENT, options);
    const signed = await signPdf(file, options.xref === 'stream' ? { xref: 'stream' } : {});
    const { indication, content, signatures } = await judgePdf(signed);

    expect(signatures.flatMap(({ errors }) => errors)).toEqual([]);
    expect(indication).toBe('TOTAL_PASSED');
    expect(content.equals(file)).toBe(true);
  },
);

describe('objects', () => {
  const value = (text: string) => {
    const { newest } = openPdf(createPdf({ ...DOCUMENT, 14: text }));
    return newest.load(14);
  };
  const text = (literal: string) => {
    const read = value(literal);
    return isString(read) ? read.bytes.toString('latin1') : undefined;
  };

  it('reads strings with their escapes, line ends and hexadecimal digits', () => {
    expect(text(String.raw`(a\(b\)\\ \101\7 (inner) \n)`)).toBe('a(b)\\ A\x07 (inner) \n');
    expect(text('(one\\\ntwo\r\nthree)')).toBe('onetwo\nthree');
    expect(text('<48 65\n6c6C6f7>')).toBe('Hellop');
  });

  it('reads names with their escapes, comments between, and references with their generation', () => {
    expect(nameOf(value('% a comment\n/A#42#20c'))).toBe('AB c');
    expect(value('[1 0 R 2 3 R -4.5 +6 .5]')).toEqual([
      { ref: 1, generation: 0 },
      { ref: 2, generation: 3 },
      ...[-4.5, 6, 0.5],
    ]);
  });

  it('refuses a dictionary with two values for one key, and takes the same value twice', () => {
    expect(() => value('<</A 1 /A 2>>')).toThrow('two values for /A');
    expect(isDict(value('<</A 1 /A 1>>'))).toBe(true);
  });
});

describe('revisions', () => {
  it('takes an object that a later revision freed for gone, and the older revision still has it', () => {
    const pdf = openPdf(appendRevision(createPdf(), { 5: null }));

    expect(pdf.newest.load(5)).toBeNull();
    expect(isDict(pdf.revisions[0]?.load(5) ?? null)).toBe(true);
  });

  it('takes a reference to another generation for a reference to nothing', () => {
    const { newest } = openPdf(createPdf());

    expect(newest.resolve({ ref: 5, generation: 1 })).toBeNull();
    expect(isDict(newest.resolve({ ref: 5, generation: 0 }))).toBe(true);
  });

  it('follows a length that stands elsewhere', () => {
    const { newest } = openPdf(createPdf({ ...DOCUMENT, 14: '<</Length 15 0 R>>\nstream\nabc\nendstream', 15: '3' }));
    const found = newest.load(14);

    expect(isDict(found) && newest.streamData(found).toString()).toBe('abc');
  });

  it.each([
    ['ASCIIHexDecode', '61 62 6>', 'ab`'],
    ['ASCII85Decode', '@:E^~>', 'abc'],
    ['LZWDecode', '\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01', '-----A---B'],
  ])('unpacks %s', (filter, packed, plain) => {
    const { newest } = openPdf(createPdf({ ...DOCUMENT, 14: stream(packed, `/Filter /${filter}`) }));
    const found = newest.load(14);

    expect(isDict(found) && newest.streamData(found).toString('latin1')).toBe(plain);
  });

  it('says in words that an encrypted document cannot be checked', async () => {
    const file = createPdf(DOCUMENT, { trailer: { Encrypt: '<</Filter /Standard>>' } });

    expect(await verdicts(await signPdf(file))).toEqual(['SIG_CONSTRAINTS_FAILURE DOCUMENT_ENCRYPTED']);
  });

  it.each([
    ['a cross-reference that names bytes which come later', { entries: { 30: 6000 } }, 'bytes that came later'],
    ['a chain that goes round in a circle', { trailer: { Prev: '9' } }, ''],
  ])('refuses %s', async (_name, options: RevisionOptions, reason) => {
    const signed = await signPdf(createPdf(DOCUMENT, options));
    const [signature] = (await judgePdf(signed)).signatures;

    expect(signature?.subIndication).toBe('FORMAT_FAILURE');
    expect(signature?.errors[0]?.en).toContain(reason);
  });
});
