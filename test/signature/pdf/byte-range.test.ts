import { DOCUMENT, appendRevision, createPdf } from '../../support/pdf-builder';
import { judgePdf, signPdf, signedField, verdicts, type SignatureOptions } from '../../support/pdf-signing';

const FORMAT = 'FORMAT_FAILURE FORMAT_FAILURE';
const signed = (options: SignatureOptions = {}) => signPdf(createPdf(), options);

it('passes a signature in an update and one in the original document', async () => {
  expect(await verdicts(await signed())).toEqual(['TOTAL_PASSED']);
  expect(await verdicts(await signed({ asOriginal: true }))).toEqual(['TOTAL_PASSED']);
});

describe('the range of a signature must go around it, from the first byte to the end of a revision', () => {
  it.each<[string, NonNullable<SignatureOptions['range']>]>([
    ['does not begin at the first byte', (from, to, end) => `[1 ${from - 1} ${to} ${end - to}]`],
    ['leaves a byte out before the signature', (from, to, end) => `[0 ${from - 1} ${to} ${end - to}]`],
    ['leaves a byte out behind the signature', (from, to, end) => `[0 ${from} ${to + 1} ${end - to - 1}]`],
    ['covers a part of the signature', (from, to, end) => `[0 ${from + 1} ${to} ${end - to}]`],
    ['overlaps itself', (from, to, end) => `[0 ${from} ${from - 10} ${end - from + 10}]`],
    ['ends beyond the file', (from, to, end) => `[0 ${from} ${to} ${end - to + 1}]`],
    ['ends before the end of the revision', (from, to, end) => `[0 ${from} ${to} ${end - to - 8}]`],
    ['has two numbers', (_from, _to, end) => `[0 ${end}]`],
    ['has six numbers', (from, to, end) => `[0 ${from} ${to} 1 ${to + 1} ${end - to - 1}]`],
    ['has numbers that are no integers', (from, to, end) => `[0 ${from}.5 ${to} ${end - to}]`],
    ['is negative', (from, to, end) => `[0 ${from} ${to} -${end - to}]`],
  ])('%s', async (_name, range) => {
    expect(await verdicts(await signed({ range }))).toEqual([FORMAT]);
  });
});

describe('universal signature forgery: a dictionary without what must be checked is no pass', () => {
  const without = (pattern: RegExp, by = '') => ({ dictionary: (usual: string) => usual.replace(pattern, by) });

  it.each([
    ['no /ByteRange', without(/\/ByteRange \[[^\]]*\]/)],
    ['a /ByteRange of null', without(/\/ByteRange \[[^\]]*\]/, '/ByteRange null')],
    ['an empty /ByteRange', without(/\/ByteRange \[[^\]]*\]/, '/ByteRange []')],
    ['no /Contents', without(/\/Contents <[^>]*>/)],
    ['a /Contents of null', without(/\/Contents <[^>]*>/, '/Contents null')],
    ['an empty /Contents', without(/\/Contents <[^>]*>/, '/Contents <>')],
    ['a /Contents of 00', without(/\/Contents <[^>]*>/, '/Contents <00>')],
    ['no /SubFilter', without(/\/SubFilter \/[^ ]*/)],
    ['an unknown /SubFilter', without(/\/SubFilter \/[^ ]*/, '/SubFilter /adbe.x509.rsa_sha1')],
    ['a /Contents that stands in another object', without(/\/Contents <[^>]*>/, '/Contents 21 0 R')],
  ])('%s', async (_name, options) => {
    expect(await verdicts(await signed(options))).toEqual([FORMAT]);
  });

  it('a literal string in the place of the hexadecimal one', async () => {
    const bytes = await signed();
    const from = bytes.indexOf('/Contents <') + '/Contents '.length;
    const to = bytes.indexOf('>', from);
    bytes[from] = '('.charCodeAt(0);
    bytes[to] = ')'.charCodeAt(0);
    const [signature] = (await judgePdf(bytes)).signatures;

    expect(signature?.errors.map(({ en }) => en)).toEqual([expect.stringContaining('has no contents')]);
  });

  it('a field whose value is a number', async () => {
    const file = appendRevision(createPdf(), signedField(9, 20), {});

    await expect(judgePdf(file)).rejects.toMatchObject({ code: 'FILE_UNSIGNED' });
    const forged = appendRevision(createPdf(), { 9: `${DOCUMENT[9]?.slice(0, -2)} /V 1>>` });
    expect(await verdicts(forged)).toEqual([FORMAT]);
  });
});

it('signature wrapping: the second half is moved away and something else stands in the gap', async () => {
  const sound = await signed();
  const from = sound.indexOf('/Contents <') + '/Contents '.length;
  const to = sound.indexOf('>', from) + 1;
  const end = sound.length;
  const evil = Buffer.from('\n3 0 obj\n<</Type /Page /Parent 2 0 R /Contents 11 0 R>>\nendobj\n');
  const moved = Buffer.concat([sound.subarray(0, to), evil, sound.subarray(to)]);
  const wrapped = Buffer.from(moved);
  const range = /\/ByteRange \[[^\]]*\] */.exec(wrapped.toString('latin1'))?.[0] ?? '';
  const forged = `/ByteRange [0 ${from} ${to + evil.length} ${end - to}]`;
  wrapped.write(forged.padEnd(range.length), wrapped.indexOf(range), 'latin1');

  for (const file of [moved, wrapped]) expect((await judgePdf(file)).indication).toBe('TOTAL_FAILED');
});

it('a changed byte is another document', async () => {
  const bytes = await signed();
  bytes.write('900', bytes.indexOf('100'), 'latin1');

  expect(await verdicts(bytes)).toEqual(['HASH_FAILURE HASH_FAILURE']);
});

describe('bytes behind the signed revision', () => {
  it.each([
    ['a line feed', '\n'],
    ['a comment', '\n% more\n'],
    ['objects without a cross-reference', '\n4 0 obj\n<</Length 2>>\nstream\nBT\nendstream\nendobj\n'],
    ['objects and a trailer without a cross-reference', '\n3 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n'],
    ['an end of file that points at the old cross-reference', undefined],
  ])('%s are no revision', async (_name, more) => {
    const bytes = await signed();
    const old = /startxref\s+\d+\s+%%EOF\s*$/.exec(bytes.toString('latin1'))?.[0];
    const file = Buffer.concat([bytes, Buffer.from(more ?? `\n4 0 obj\n<<>>\nendobj\n${old}`)]);

    expect(await verdicts(file)).toEqual([FORMAT]);
  });

  it.each([
    ['bytes that belong to no object', { between: '4 0 obj\n<<>>\nendobj\n' }],
    ['an entry that points into what was signed', { entries: { 4: 700 } }],
  ])('a revision with %s is not well-formed', async (_name, options) => {
    const file = appendRevision(await signed(), { 30: '<</Kept true>>' }, options);

    expect(await verdicts(file)).toEqual([FORMAT]);
  });
});
