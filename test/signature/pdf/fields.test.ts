import { DOCUMENT, appendRevision, createPdf } from '../../support/pdf-builder';
import { furtherField, judgePdf, signPdf, signedField, verdicts } from '../../support/pdf-signing';

const FORMAT = 'FORMAT_FAILURE FORMAT_FAILURE';
const REMOVED = 'SIG_CONSTRAINTS_FAILURE SIGNATURE_REMOVED';
const CHANGED = 'DOCUMENT_CHANGED_AFTER_SIGNING';

let signed: Buffer;
let both: Buffer;
beforeAll(async () => {
  signed = await signPdf(createPdf());
  both = await signPdf(signed, { number: 22, objects: (signature) => furtherField(23, signature) });
});

it('two fields that hold one signature are a fault of both', async () => {
  const shared = await signPdf(createPdf(), { objects: (signature) => furtherFieldAlso(signature) });

  expect(await verdicts(shared)).toEqual([FORMAT]);
});

const furtherFieldAlso = (signature: number) => ({
  ...furtherField(23, signature),
  9: signedField(9, signature)[9] ?? null,
});

it('a field that stands twice in the form is a fault', async () => {
  const twice = await signPdf(createPdf(), {
    objects: (signature) => ({ ...signedField(9, signature), 6: '<</Fields [7 0 R 8 0 R 9 0 R 9 0 R] /SigFlags 3>>' }),
  });

  expect(await verdicts(twice)).toEqual([FORMAT]);
});

it('two signature fields of one name are a fault', async () => {
  const same = await signPdf(createPdf({ ...DOCUMENT, ...furtherField(23, 0), 23: `${DOCUMENT[9]}` }), {
    objects: (signature) => ({ 9: signedField(9, signature)[9] ?? null, 23: signedField(9, signature)[9] ?? null }),
  });

  expect(await verdicts(same)).toEqual([FORMAT]);
});

it.each([
  ['its value', { 9: DOCUMENT[9] ?? '' }],
  ['its field', { 6: '<</Fields [7 0 R 8 0 R] /SigFlags 3 /DR <</Font <</Helv 5 0 R>>>> /DA (/Helv 10 Tf 0 g)>>' }],
  ['the form', { 1: '<</Type /Catalog /Pages 2 0 R>>' }],
  ['the object of its field', { 9: null }],
])('a signature that a later revision removed with %s is still judged, and doubted', async (_name, objects) => {
  const [verdict, ...more] = await verdicts(appendRevision(signed, objects));

  expect(more).toEqual([]);
  expect(verdict).toContain(REMOVED);
  expect(verdict).toContain(CHANGED);
});

it('signatures that a later revision swapped between their fields are doubted', async () => {
  const swapped = appendRevision(both, {
    9: signedField(9, 22)[9] ?? null,
    23: furtherField(23, 20)[23] ?? null,
  });

  expect(await verdicts(swapped)).toEqual([expect.stringContaining(CHANGED), expect.stringContaining(CHANGED)]);
});

it('a signature dictionary that another one replaced in its place is doubted', async () => {
  const replaced = await signPdf(signed, { objects: () => ({}), number: 20 });

  expect(await verdicts(replaced)).toEqual([expect.stringContaining(REMOVED), expect.stringContaining('TOTAL_PASSED')]);
});

it('a signature that is in no field of the form is judged, and doubted', async () => {
  const orphan = await signPdf(createPdf(), { objects: () => ({}) });
  const beside = await signPdf(signed, { number: 22, objects: () => ({}) });

  expect(await verdicts(orphan)).toEqual(['SIG_CONSTRAINTS_FAILURE SIGNATURE_OUTSIDE_FORM']);
  expect(await verdicts(beside)).toEqual(['TOTAL_PASSED', 'SIG_CONSTRAINTS_FAILURE SIGNATURE_OUTSIDE_FORM']);
});

it('a signature that came into the form only after the revision it covers is doubted', async () => {
  const orphan = await signPdf(createPdf(), { objects: () => ({}) });

  expect(await verdicts(appendRevision(orphan, signedField(9, 20)))).toEqual([
    expect.stringContaining('SIGNATURE_OUTSIDE_FORM'),
  ]);
});

it('one broken signature does not hide what the others are', async () => {
  const broken = await signPdf(signed, {
    number: 22,
    objects: (signature) => furtherField(23, signature),
    range: (from, to, end) => `[0 ${from} ${to} ${end - to - 9}]`,
  });
  const { indication, signatures } = await judgePdf(broken);

  expect(indication).toBe('TOTAL_FAILED');
  expect(signatures.map((one) => one.indication)).toEqual(['TOTAL_PASSED', 'TOTAL_FAILED']);
});

it('a signature in an object stream has no place in the file, and is a fault', async () => {
  const packed = await signPdf(createPdf(DOCUMENT, { xref: 'stream' }), { xref: 'stream', compressed: [20] });

  expect(await verdicts(packed)).toEqual([FORMAT]);
});
