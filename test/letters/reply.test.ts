import type { Letter } from '../../domain/letter';
import { renderReply, type ReplyContent } from '../../letters/reply';
import { pdfText, poppler } from '../support/pdf-text';
import { town } from './example';

const refusal: Letter = {
  kind: 'refusal',
  title: 'Отказ да се разреши отсичане на дървета',
  paragraphs: ['Щъркелът и жерав({{ applicant.name }}): ЪЬЮЯ ъьюя ЍѝЄє.', '{{ grounds }}'],
  appeal: 'Чрез {{ municipality.name }} пред {{ municipality.appealTo }}.',
};

const content = (changed: Partial<ReplyContent> = {}): ReplyContent => ({
  town,
  letter: refusal,
  variables: { applicant: { name: 'Мария Иванова' }, grounds: ['Дървото е здраво.', 'Няма опасност.'] },
  registrationNumber: '95-000045/25.11.2026',
  // Already the next day where the municipality is.
  issuedAt: new Date('2026-11-24T22:30:00Z'),
  verificationCode: 'K7M2QX9RTA4B',
  verificationUrl: 'https://dolnopole.example/check/K7M2QX9RTA4B',
  ...changed,
});

test('a program reads back every Cyrillic letter, the number, the local date, the appeal and the verification code', async () => {
  const text = pdfText(await renderReply(content()));
  expect(text).toContain('ОБЩИНА ДОЛНО ПОЛЕ');
  expect(text).toContain('95-000045/25.11.2026');
  expect(text).toContain('25.11.2026 г.');
  expect(text).toContain('Отказ да се разреши отсичане на дървета');
  expect(text).toContain('Щъркелът и жерав(Мария Иванова): ЪЬЮЯ ъьюя ЍѝЄє.');
  expect(text).toContain('1. Дървото е здраво. 2. Няма опасност.');
  expect(text).toContain('Чрез Община Долно Поле пред Административен съд – Долно Поле.');
  expect(text).toContain('K7M2-QX9R-TA4B');
  expect(text).toContain('https://dolnopole.example/check/K7M2QX9RTA4B');
  expect(text).toContain('стр. 1 от 1');
});

test('every font is embedded, the document is tagged, titled and in Bulgarian', async () => {
  const pdf = await renderReply(content());
  const fonts = poppler('pdffonts', pdf).trim().split('\n').slice(2);
  expect(fonts.length).toBeGreaterThan(0);
  for (const line of fonts) expect(line).toMatch(/NotoSans.* yes yes yes /);
  expect(poppler('pdfinfo', pdf)).toMatch(/Tagged:\s+yes/);
  expect(poppler('pdfinfo', pdf)).toContain('Отказ да се разреши');
  const structure = poppler('pdfinfo', pdf, '-struct-text');
  expect(structure.indexOf('Изх. №')).toBeLessThan(structure.indexOf('H1'));
  expect(structure).toContain('Figure');
  expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/Lang \(bg-BG\)/);
});

test('it ends with a classic cross-reference table, which a signature can be appended to', async () => {
  const pdf = Buffer.from(await renderReply(content())).toString('latin1');
  expect(pdf).toMatch(/\nxref\n0 \d+\n/);
  expect(pdf).not.toMatch(/\/(ObjStm|XRef)\b/);
});

test('the same content gives the same bytes, also when others are written at the same time', async () => {
  const other = content({ letter: { ...refusal, paragraphs: ['Друго писмо с други букви: ФЖЩ.'] } });
  const [first, , second] = await Promise.all([renderReply(content()), renderReply(other), renderReply(content())]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  const third = await renderReply(content({ registrationNumber: '95-000046/25.11.2026' }));
  expect(Buffer.from(third).equals(Buffer.from(first))).toBe(false);
});

test('a long letter runs over several numbered pages and loses nothing', async () => {
  const paragraphs = Array.from(
    { length: 60 },
    (_, index) => `Точка ${index + 1}: ${'дълъг текст '.repeat(20)}край ${index + 1}.`,
  );
  const pdf = await renderReply(content({ letter: { ...refusal, paragraphs } }));
  const text = pdfText(pdf);
  const pages = Number(/Pages:\s+(\d+)/.exec(poppler('pdfinfo', pdf))?.[1]);
  expect(pages).toBeGreaterThan(2);
  for (let index = 1; index <= 60; index += 1) expect(text).toContain(`край ${index}.`);
  for (let page = 1; page <= pages; page += 1) expect(text).toContain(`стр. ${page} от ${pages}`);
});

test('characters that mean something in XML do not spoil the document', async () => {
  const letter = { ...refusal, title: 'Отказ <1> & „2“', paragraphs: ['a < b & c > d'] };
  const pdf = await renderReply(content({ letter }));
  expect(pdfText(pdf)).toContain('Отказ <1> & „2“');
  const xmp = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(Buffer.from(pdf).toString('utf8'))?.[0] ?? '';
  expect(xmp).toContain('pdfaid:part');
  expect(xmp).not.toMatch(/&(?!\w+;)|<1>/);
});
