import type { JsonObject } from '../../domain/json';
import type { ServiceDescription } from '../../domain/service';
import { renderApplication } from '../../letters/application';
import { pdfText, poppler } from '../support/pdf-text';
import { town } from './example';

const service: ServiceDescription = {
  id: '9001',
  name: { bg: 'Удостоверение за пробата', en: 'Certificate of the test' },
  summary: { bg: 'Кратко', en: 'Short' },
  legalBasis: { bg: 'АПК, чл. 1', en: 'APC, art. 1' },
  unit: 'records',
  fee: { amount: '1.00', currency: 'EUR' },
  term: 'P7D',
  silence: 'refusal',
  assurance: 'high',
  applicants: ['person'],
};

const text = (bg: string) => ({ 'x-text': { label: { bg, en: `${bg} (en)` } } });

const form: JsonObject = {
  type: 'object',
  properties: {
    born: { type: 'string', format: 'date', ...text('Дата на раждане') },
    note: { type: 'string', ...text('Бележка') },
    where: {
      type: 'string',
      enum: ['town'],
      ...text('Място'),
      'x-options': { town: { bg: 'в града', en: 'in the town' } },
    },
    sure: { type: 'boolean', ...text('Потвърждавам') },
    people: {
      type: 'array',
      ...text('Наследници'),
      items: { type: 'object', properties: { name: text('Име'), kin: text('Родство') } },
    },
    home: { type: 'object', ...text('Адрес'), properties: { street: text('Улица') } },
  },
  'x-order': ['where', 'born', 'note', 'sure', 'people', 'home'],
};

const data: JsonObject = {
  born: '1958-04-12',
  note: '2026-01-02',
  where: 'town',
  sure: true,
  people: [
    { name: 'Иван', kin: 'син' },
    { name: 'Мария', kin: 'дъщеря' },
  ],
  home: { street: 'Първа' },
};

const applicant = {
  name: 'Мария Петрова Иванова',
  identifier: { kind: 'PNO', country: 'BG', number: '5804122134' },
  email: 'maria@example.org',
} as const;

const render = (
  changed: Partial<{
    data: JsonObject;
    applicant: Parameters<typeof renderApplication>[0]['application']['applicant'];
  }> = {},
) => renderApplication({ town, service, form, application: { service: '9001', applicant, data, ...changed } });

test('everything that was stated can be read in it, in Bulgarian words and in the order of the form', async () => {
  const read = pdfText(await render());
  const stated = [
    'До кмета на Община Долно Поле',
    'за „Удостоверение за пробата“ (услуга № 9001)',
    'Мария Петрова Иванова',
    'ЕГН: 5804122134',
    'maria@example.org',
    'Място: в града',
    'Дата на раждане: 12.04.1958 г.',
    'Бележка: 2026-01-02',
    'Потвърждавам: да',
    'Наследници: 1. Име: Иван; Родство: син 2. Име: Мария; Родство: дъщеря',
    'Адрес – Улица: Първа',
    'Декларирам, че посочените данни са верни.',
  ];
  const places = stated.map((part) => [part, read.indexOf(part)]);
  expect(places.filter(([, place]) => place === -1)).toEqual([]);
  expect(places).toEqual([...places].sort((a, b) => Number(a[1]) - Number(b[1])));
});

test('data that the form does not name is shown too: nothing is signed unseen', async () => {
  expect(pdfText(await render({ data: { ...data, hidden: 'скрито' } }))).toContain('hidden: скрито');
});

test('a person without a Bulgarian number is named by the document they have', async () => {
  const foreigner = { ...applicant, identifier: { kind: 'PAS', country: 'DE', number: 'C01X00T47' } } as const;
  expect(pdfText(await render({ applicant: foreigner }))).toContain('Паспорт № (DE): C01X00T47');
});

test('the same statements are the same bytes; another statement is another document', async () => {
  const [first, again, other] = await Promise.all([render(), render(), render({ data: { ...data, note: 'друго' } })]);
  expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  expect(Buffer.from(other).equals(Buffer.from(first))).toBe(false);
});

test('a statement longer than a page is all there', async () => {
  const note = Array.from({ length: 400 }, (_, index) => `изречение ${index + 1};`).join(' ');
  const pdf = await render({ data: { note, where: 'town' } });
  expect(Number(/Pages:\s+(\d+)/.exec(poppler('pdfinfo', pdf))?.[1])).toBeGreaterThan(1);
  const read = pdfText(pdf);
  for (const index of [1, 100, 250, 400]) expect(read).toContain(`изречение ${index};`);
  expect(read).toContain('Декларирам');
});

test('a word without end is broken over lines and pages, and nothing of it is lost', async () => {
  const pdf = await render({ data: { note: `${'ѣ'.repeat(6000)} край` } });
  const read = pdfText(pdf).replace(/[\s\u200b]/g, '');
  // What each page says at its foot stands between.
  expect(read.match(/ѣ/g)?.length).toBe(6000);
  expect(read).toContain('край');
});

test.each([['🌳'], ['中文'], ['a\u0000b'], ['\ud800']])(
  'characters that the font does not have do not stop it: %j',
  async (odd) => {
    expect(pdfText(await render({ data: { note: `${odd} край` } }))).toContain('край');
  },
);
