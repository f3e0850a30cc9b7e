import {
  DOCUMENT,
  appendRevision,
  createPdf,
  stream,
  type Objects,
  type RevisionOptions,
} from '../../support/pdf-builder';
import {
  furtherField,
  judgePdf,
  person,
  short,
  signPdf,
  signedField,
  stampPdf,
  verdicts,
} from '../../support/pdf-signing';

const CHANGED = 'SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING';
const FILLED = `${DOCUMENT[7]?.slice(0, -2)} /V (250) /AP <</N 31 0 R>>>>`;
const LOOK = stream('BT /Helv 10 Tf (250) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 128 20]');

let signed: Buffer;
beforeAll(async () => {
  signed = await signPdf(createPdf());
});

const extended = (objects: Objects, options: RevisionOptions = {}, file = signed) =>
  appendRevision(file, objects, options);
const only = async (file: Buffer) => {
  const [signature] = (await judgePdf(file)).signatures;
  if (!signature) throw new Error('there is no signature');
  return signature;
};

describe('what later revisions may do', () => {
  it('fill a field that was empty, with its appearance; and the report says what was done and what is covered', async () => {
    const signature = await only(extended({ 7: FILLED, 31: LOOK }));

    expect(short(signature)).toBe('TOTAL_PASSED');
    expect(signature.scope).toBe('PARTIAL');
    expect(signature.infos.slice(0, 2).map(({ en }) => en)).toEqual([
      'The signature covers revision 2 of the 3 revisions of the document.',
      'Permitted changes after signing: a value was filled in field “amount”.',
    ]);
    expect(signature.infos[1]?.bg).toContain('попълнено е поле „amount“');
  });

  it('fill a check box, and correct a value that came in after signing', async () => {
    const agreed = DOCUMENT[8]?.replaceAll('/Off /AS /Off', '/Yes /AS /Yes') ?? '';
    const filled = extended({ 7: FILLED, 31: LOOK, 8: agreed });

    expect(await verdicts(filled)).toEqual(['TOTAL_PASSED']);
    const corrected = FILLED.replace('250', '260').replace('31 0', '32 0');
    expect(await verdicts(extended({ 7: corrected, 32: LOOK }, {}, filled))).toEqual(['TOTAL_PASSED']);
  });

  it('add a further signature, each shown with what it covers', async () => {
    const both = await signPdf(signed, {
      signer: person('Иван'),
      number: 22,
      objects: (signature) => furtherField(23, signature, { look: '/AP <</N 13 0 R>>', rect: '[300 500 430 540]' }),
    });
    const { signatures } = await judgePdf(both);

    expect(signatures.map(short)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED']);
    expect(signatures.map(({ scope }) => scope)).toEqual(['PARTIAL', 'FULL']);
    expect(signatures[0]?.infos[1]?.en).toContain('a signature that the page shows was added in field “second”');
  });

  it('change title and metadata, and write an object again as it was', async () => {
    const again = { 33: '<</Title (New)>>', 3: DOCUMENT[3] ?? '', 4: DOCUMENT[4] ?? '' };

    expect(await verdicts(extended(again, { trailer: { Info: '33 0 R' } }))).toEqual(['TOTAL_PASSED']);
  });

  it('come as a table, a stream or a hybrid, in object streams too', async () => {
    const streamed = await signPdf(createPdf(DOCUMENT, { xref: 'stream' }), { xref: 'stream' });
    const packed = extended({ 7: FILLED, 31: LOOK }, { xref: 'stream', compressed: [7] }, streamed);
    const hybrid = extended({ 7: FILLED, 31: LOOK }, { xref: 'hybrid', compressed: [7] });

    expect(await verdicts(packed)).toEqual(['TOTAL_PASSED']);
    expect(await verdicts(hybrid)).toEqual(['TOTAL_PASSED']);
  });
});

describe('what is a change of the document, and is told in words', () => {
  const catalogue = (more: string) => `${DOCUMENT[1]?.slice(0, -2)} ${more}>>`;
  const form = (more: string) => `${DOCUMENT[6]?.slice(0, -2)} /SigFlags 3 ${more}>>`;
  const annotation = (subtype: string) =>
    `<</Type /Annot /Subtype /${subtype} /Rect [72 700 300 740] /Contents (Pay 900)>>`;
  const annotated = DOCUMENT[3]?.replace('9 0 R]', '9 0 R 30 0 R]') ?? '';

  it.each<[string, Objects, string]>([
    [
      'the content of a page (incremental saving)',
      { 4: stream('BT /F1 12 Tf 72 720 Td (Pay 900) Tj ET') },
      'the content of page 1',
    ],
    ['a page that shows other content', { 3: DOCUMENT[3]?.replace('4 0 R', '11 0 R') ?? '' }, 'the content of page 1'],
    ['a font (shadow replace)', { 5: '<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>' }, 'page 1'],
    ['resources of a page', { 10: `${DOCUMENT[10]?.slice(0, -2)} /Group <</S /Transparency>>>>` }, 'page 2'],
    ['the size of a page', { 3: DOCUMENT[3]?.replace('842', '400') ?? '' }, 'page 1'],
    ['a page freed', { 10: null }, ''],
    ['a page removed', { 2: '<</Type /Pages /Kids [3 0 R] /Count 1>>' }, 'pages were added, removed or moved'],
    [
      'a page added',
      { 2: '<</Type /Pages /Kids [3 0 R 10 0 R 30 0 R] /Count 3>>', 30: DOCUMENT[10] ?? '' },
      'pages were',
    ],
    ['pages in another order', { 2: '<</Type /Pages /Kids [10 0 R 3 0 R] /Count 2>>' }, 'pages were'],
    [
      'another tree of pages (hide and replace)',
      { 1: catalogue('').replace('2 0 R', '30 0 R'), 30: '<</Type /Pages /Kids [10 0 R] /Count 1>>' },
      'pages were',
    ],
    [
      'an annotation over a page',
      { 3: annotated, 30: annotation('FreeText') },
      'an annotation (FreeText) was added over page 1',
    ],
    ['a link over a page', { 3: annotated, 30: annotation('Link') }, 'an annotation (Link)'],
    [
      'an object of the file that becomes an annotation',
      { 3: DOCUMENT[3]?.replace('9 0 R]', '9 0 R 13 0 R]') ?? '' },
      'an annotation',
    ],
    [
      'an annotation removed (shadow hide)',
      { 3: DOCUMENT[3]?.replace('7 0 R ', '') ?? '' },
      'an annotation (Widget) was removed from page 1',
    ],
    [
      'an action at opening',
      { 1: catalogue('/OpenAction <</S /JavaScript /JS (app.alert)>>') },
      '/OpenAction'.slice(1),
    ],
    ['names and scripts', { 1: catalogue('/Names <</JavaScript 30 0 R>>'), 30: '<<>>' }, 'Names'],
    ['layers', { 1: catalogue('/OCProperties <</OCGs []>>') }, 'OCProperties'],
    ['permissions', { 1: catalogue('/Perms <</DocMDP 20 0 R>>') }, 'Perms'],
    ['a field moved', { 7: DOCUMENT[7]?.replace('600', '500') ?? '' }, 'a field was changed or removed: “amount”'],
    ['a field filled and moved', { 7: FILLED.replace('600', '500'), 31: LOOK }, '“amount”'],
    ['a field removed', { 6: form('').replace('7 0 R ', '') }, '“amount”'],
    [
      'a text field added',
      { 6: form('').replace('9 0 R]', '9 0 R 30 0 R]'), 30: '<</FT /Tx /T (new) /V (x)>>' },
      'the form',
    ],
    ['values to be drawn anew', { 6: form('/NeedAppearances true') }, 'the form'],
    ['an XFA form', { 6: form('/XFA (x)') }, 'the form'],
    [
      'an appearance beside an unchanged value',
      { 7: `${DOCUMENT[7]?.slice(0, -2)} /AP <</N 31 0 R>>>>`, 31: LOOK },
      'what is shown',
    ],
    ['the appearance of a check box replaced in its place', { 13: LOOK }, 'what is shown'],
    ['an action on a field', { 7: `${DOCUMENT[7]?.slice(0, -2)} /AA <</K <</S /JavaScript /JS (x)>>>>>>` }, '“amount”'],
  ])('%s', async (_name, objects, words) => {
    const signature = await only(extended(objects));

    expect(short(signature)).toBe(CHANGED);
    expect(signature.errors[0]?.en).toContain(words);
  });

  it('another catalogue by the trailer', async () => {
    const file = extended({ 30: DOCUMENT[1] ?? '' }, { trailer: { Root: '30 0 R' } });

    expect(short(await only(file))).toBe(CHANGED);
  });

  it('a value in a field that had one when signed', async () => {
    const before = createPdf({ ...DOCUMENT, 7: FILLED, 31: LOOK });
    const file = await signPdf(before);

    expect(short(await only(extended({ 7: FILLED.replace('250', '900') }, {}, file)))).toBe(CHANGED);
  });

  it('a value in a field that showed text without having a value (shadow replace by overlay)', async () => {
    const before = createPdf({ ...DOCUMENT, 7: FILLED.replace('/V (250) ', ''), 31: LOOK });
    const file = await signPdf(before);

    expect(short(await only(extended({ 7: FILLED.replace('31 0', '32 0'), 32: stream('') }, {}, file)))).toBe(CHANGED);
  });

  it('an object that what was signed names and did not have', async () => {
    const file = await signPdf(createPdf({ ...DOCUMENT, 3: DOCUMENT[3]?.replace('4 0 R', '[4 0 R 50 0 R]') ?? '' }));

    expect(short(await only(extended({ 50: stream('BT (900) Tj ET') }, {}, file)))).toBe(CHANGED);
  });

  it('what a form fill may replace, where a page uses it too', async () => {
    const page3 = DOCUMENT[3]?.replace('4 0 R', '[4 0 R 31 0 R]') ?? '';
    const before = createPdf({ ...DOCUMENT, 3: page3, 7: FILLED.replace('/V (250) ', ''), 31: stream('q Q') });
    const file = await signPdf(before);

    expect(short(await only(extended({ 7: FILLED, 31: LOOK }, {}, file)))).toBe(CHANGED);
  });

  it('a second document inside the signed bytes, shown by a cross-reference alone (shadow hide and replace)', async () => {
    const hidden = `4 0 obj\n${stream('BT /F1 12 Tf 72 720 Td (Pay 900) Tj ET')}\nendobj\n`;
    const file = await signPdf(createPdf(DOCUMENT, { between: hidden }));
    const shown = extended({ 30: '<<>>' }, { entries: { 4: file.indexOf(hidden) } }, file);

    expect((await judgePdf(shown)).indication).toBe('TOTAL_FAILED');
  });

  it('a change that a still later revision undoes', async () => {
    const changed = extended({ 4: stream('BT (900) Tj ET') });

    expect(short(await only(extended({ 4: DOCUMENT[4] ?? '' }, {}, changed)))).toBe(CHANGED);
  });

  it('an object stream replaced, and with it objects that the revision does not list', async () => {
    const file = await signPdf(createPdf(DOCUMENT, { xref: 'stream', compressed: [5] }), { xref: 'stream' });
    const container = Number(/(\d+) 0 obj\n<<\/Type \/ObjStm/.exec(file.toString('latin1'))?.[1]);
    const other = '<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>';
    const replaced = stream(`5 0 ${other}`, '/Type /ObjStm /N 1 /First 4');

    expect(short(await only(extended({ [container]: replaced }, { xref: 'stream' }, file)))).toBe(CHANGED);
  });

  it('a stream in the place of a page', async () => {
    const page = stream('q', `${DOCUMENT[3]?.slice(2, -2)}`);

    expect(short(await only(extended({ 3: page })))).toBe(CHANGED);
  });

  it('a field that is the content of a page at the same time', async () => {
    const both = (data: string) => stream(data, DOCUMENT[7]?.slice(2, -2));
    const page = DOCUMENT[3]?.replace('4 0 R', '[4 0 R 7 0 R]') ?? '';
    const file = await signPdf(createPdf({ ...DOCUMENT, 3: page, 7: both('q') }));

    expect(short(await only(extended({ 7: both('Q') }, {}, file)))).toBe(CHANGED);
  });

  it('an object that was in the file and becomes a signature field', async () => {
    const file = await signPdf(createPdf({ ...DOCUMENT, 23: '<</Anything true>>' }));
    const later = await signPdf(file, { number: 25, objects: (signature) => furtherField(23, signature) });

    expect(short(await only(later))).toBe(CHANGED);
  });

  it('a change hidden from old readers in a hybrid', async () => {
    const file = await signPdf(createPdf({ ...DOCUMENT, 5: DOCUMENT[5] ?? '' }));

    const hidden = { 5: '<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>' };
    expect(short(await only(extended(hidden, { xref: 'hybrid', compressed: [5] }, file)))).toBe(CHANGED);
  });

  it('a change before a further signature counts against the first alone', async () => {
    const changed = extended({ 4: stream('BT (900) Tj ET') });
    const both = await signPdf(changed, { number: 22, objects: (signature) => furtherField(23, signature) });

    expect(await verdicts(both)).toEqual([CHANGED, 'TOTAL_PASSED']);
  });
});

it('a time stamp that a page shows is a change, one that it does not show is none', async () => {
  const seen = { look: '/AP <</N 13 0 R>>', rect: '[300 500 430 540]', name: 'stamp' };
  const visible = await stampPdf(signed, { objects: (signature) => furtherField(41, signature, seen) });

  expect(await verdicts(visible)).toEqual([CHANGED]);
  expect(await verdicts(await stampPdf(signed))).toEqual(['TOTAL_PASSED']);
});

it('the content is the document before it was signed; with changes beside the signature it is all that was signed', async () => {
  const original = createPdf();
  const mixed = await signPdf(original, {
    objects: (signature) => ({ ...signedField(9, signature), 4: stream('BT (900) Tj ET') }),
  });
  const { indication, content } = await judgePdf(mixed);

  expect((await judgePdf(signed)).content.equals(original)).toBe(true);
  expect(indication).toBe('TOTAL_PASSED');
  expect(content.equals(mixed)).toBe(true);
});
