import { DOCUMENT, appendRevision, createPdf, type Objects } from '../../support/pdf-builder';
import { furtherField, judgePdf, short, signPdf, signedField, stampPdf, verdicts } from '../../support/pdf-signing';

const VIOLATED = 'SIG_CONSTRAINTS_FAILURE CERTIFICATION_VIOLATED';
const CHANGED = 'SIG_CONSTRAINTS_FAILURE DOCUMENT_CHANGED_AFTER_SIGNING';
const PASSED = 'TOTAL_PASSED';

const transform = (method: string, parameters: string) =>
  `/Reference [<</Type /SigRef /TransformMethod /${method} /TransformParams <</Type /TransformParams /V /1.2 ${parameters}>>>>]`;
const fields = (action: string, names: string) => transform('FieldMDP', `/Action /${action} /Fields [${names}]`);

const certified = (level: string) =>
  signPdf(createPdf(), {
    more: transform('DocMDP', level),
    objects: (signature) => ({
      ...signedField(9, signature),
      1: `${DOCUMENT[1]?.slice(0, -2)} /Perms <</DocMDP ${signature} 0 R>>>>`,
    }),
  });

const FILL: Objects = { 7: `${DOCUMENT[7]?.slice(0, -2)} /V (250)>>` };
const AGREE: Objects = { 8: DOCUMENT[8]?.replaceAll('/Off /AS /Off', '/Yes /AS /Yes') ?? '' };
const annotation = (subtype: string, rect: string): Objects => ({
  3: DOCUMENT[3]?.replace('9 0 R]', '9 0 R 30 0 R]') ?? '',
  30: `<</Type /Annot /Subtype /${subtype} /Rect ${rect} /Contents (Pay 900)>>`,
});
const NOTE = annotation('Text', '[500 800 520 820]');

const first = async (file: Buffer) => (await verdicts(file))[0];
const after = async (file: Buffer, objects: Objects) => first(appendRevision(file, objects));
const countersigned = (file: Buffer, look = {}) =>
  signPdf(file, { number: 22, objects: (signature) => furtherField(23, signature, look) });
const SEEN = { look: '/AP <</N 13 0 R>>', rect: '[300 500 430 540]' };

describe('a certified document', () => {
  it.each([
    ['P 1 permits no filling, signing or note', '/P 1', { fill: VIOLATED, sign: VIOLATED, note: VIOLATED }],
    ['P 2 permits filling and signing', '/P 2', { fill: PASSED, sign: PASSED, note: VIOLATED }],
    ['without P it is as with 2', '', { fill: PASSED, sign: PASSED, note: VIOLATED }],
    ['P 3 permits notes too', '/P 3', { fill: PASSED, sign: PASSED, note: PASSED }],
  ])('%s', async (_name, level, expected) => {
    const file = await certified(level);

    expect(await first(file)).toBe(PASSED);
    expect({
      fill: await after(file, FILL),
      sign: await first(await countersigned(file)),
      note: await after(file, NOTE),
    }).toEqual(expected);
  });

  it('is not changed by evidence and time stamps, whatever it permits', async () => {
    const file = await certified('/P 1');
    const store = { 1: `${DOCUMENT[1]?.slice(0, -2)} /Perms <</DocMDP 20 0 R>> /DSS <</Certs []>>>>` };

    expect(await first(await stampPdf(appendRevision(file, store)))).toBe(PASSED);
  });

  it.each([
    ['free text', 'FreeText', '[72 700 300 740]'],
    ['a stamp', 'Stamp', '[72 700 300 740]'],
    ['a redaction', 'Redact', '[72 700 300 740]'],
    ['a note as large as the text', 'Text', '[72 700 300 740]'],
  ])('is doubted for %s, even where annotations are permitted (evil annotation)', async (_name, subtype, rect) => {
    expect(await after(await certified('/P 3'), annotation(subtype, rect))).toBe(VIOLATED);
  });

  it('is doubted for a new signature that a page shows; one in a field that was there may be seen (sneaky signature)', async () => {
    const file = await certified('/P 2');
    const prepared = await signPdf(
      createPdf({ ...DOCUMENT, ...furtherField(23, 0, { ...SEEN, look: '' }), 23: EMPTY }),
      {
        more: transform('DocMDP', '/P 2'),
        objects: (signature) => ({ 9: `${DOCUMENT[9]?.slice(0, -2)} /V ${signature} 0 R>>` }),
      },
    );
    const signed = await signPdf(prepared, {
      number: 25,
      objects: (signature) => ({ 23: `${EMPTY.slice(0, -2)} /V ${signature} 0 R /AP <</N 13 0 R>>>>` }),
    });

    expect(await first(await countersigned(file, SEEN))).toBe(VIOLATED);
    expect(await verdicts(signed)).toEqual([PASSED, PASSED]);
  });
});

const EMPTY = '<</Type /Annot /Subtype /Widget /FT /Sig /T (second) /Rect [300 500 430 540] /F 132 /P 3 0 R>>';

describe('a signature of approval', () => {
  it('is doubted for another one that covers much of the page, and for one without a signature that shows something', async () => {
    const file = await signPdf(createPdf());
    const look = { ...SEEN, rect: '[0 0 595 842]' };
    const unsigned = furtherField(23, 99, SEEN);

    expect(await first(await countersigned(file, look))).toBe(CHANGED);
    expect(await after(file, unsigned)).toBe(CHANGED);
    expect(await first(await countersigned(file, SEEN))).toBe(PASSED);
  });

  it('is doubted for a certification that comes after it', async () => {
    const file = await signPdf(createPdf());
    const later = await signPdf(file, {
      number: 22,
      more: transform('DocMDP', '/P 2'),
      objects: (signature) => ({
        ...furtherField(23, signature),
        1: `${DOCUMENT[1]?.slice(0, -2)} /Perms <</DocMDP ${signature} 0 R>>>>`,
      }),
    });

    expect(await first(later)).toBe(CHANGED);
  });
});

describe('locked fields', () => {
  it.each([
    ['all', fields('All', ''), CHANGED, CHANGED],
    ['those of a list', fields('Include', '(amount)'), CHANGED, PASSED],
    ['all but those of a list', fields('Exclude', '(amount)'), PASSED, CHANGED],
    ['all, where the action is unknown', fields('Most', '(agree)'), CHANGED, CHANGED],
  ])('by FieldMDP: %s', async (_name, more, amount, agree) => {
    const file = await signPdf(createPdf(), { more });

    expect([await after(file, FILL), await after(file, AGREE)]).toEqual([amount, agree]);
  });

  it('by the lock of the signed field, which may forbid all changes too', async () => {
    const locked = (lock: string) =>
      signPdf(createPdf({ ...DOCUMENT, 9: `${DOCUMENT[9]?.slice(0, -2)} /Lock ${lock}>>` }), {
        objects: (signature) => ({
          ...signedField(9, signature),
          9: `${DOCUMENT[9]?.slice(0, -2)} /Lock ${lock} /V ${signature} 0 R>>`,
        }),
      });
    const byName = await locked('<</Action /Include /Fields [(amount)]>>');
    const byLevel = await locked('<</Action /Include /Fields [] /P 1>>');

    expect([await after(byName, FILL), await after(byName, AGREE)]).toEqual([CHANGED, PASSED]);
    expect([await after(byLevel, AGREE), await first(await countersigned(byLevel))]).toEqual([CHANGED, CHANGED]);
  });

  it('says which field, in both languages', async () => {
    const file = appendRevision(await signPdf(createPdf(), { more: fields('All', '') }), FILL);
    const [signature] = (await judgePdf(file)).signatures;

    expect(signature && short(signature)).toBe(CHANGED);
    expect(signature?.errors[0]?.bg).toContain('попълнено е поле „amount“');
    expect(signature?.errors[0]?.en).toContain('a value was filled in field “amount”');
  });
});
