import type { JsonObject } from '../../domain/json';
import { fill, fillParagraph } from '../../letters/template';

const scope = (variables: JsonObject) => ({
  letter: 'Удостоверение',
  variables,
  noon: '2027-01-01T12:00:00.000Z',
  timeZone: 'Europe/Sofia',
});

test('placeholders are FEEL over the variables', () => {
  const variables = { application: { trees: 7, kind: 'town' }, names: ['Иван', 'Мария'] };
  expect(fill('Общо {{application.trees}} бр.', scope(variables))).toBe('Общо 7 бр.');
  expect(fill('{{ if application.kind = "town" then "в града" else "в село" }}', scope(variables))).toBe('в града');
  expect(fill('{{ names }} и {{ names[2] }}', scope(variables))).toBe('Иван; Мария и Мария');
});

test('dates are written the official way, instants as the day it was in the municipality', () => {
  expect(fill('{{ on }}', scope({ on: '2026-10-02' }))).toBe('02.10.2026 г.');
  expect(fill('{{ at }}', scope({ at: '2026-12-31T22:30:00.000Z' }))).toBe('01.01.2027 г.');
  expect(fill('{{ date(on) + duration("P6M") }}', scope({ on: '2026-10-02' }))).toBe('02.04.2027 г.');
  expect(fill('{{ today() }}', scope({}))).toBe('01.01.2027 г.');
});

test('numbers have a decimal comma, truth is yes or no', () => {
  expect(fill('{{ 2.5 }} {{ true }} {{ false }}', scope({}))).toBe('2,5 да не');
});

test('a paragraph that is one list becomes a list; inside a sentence it stays a sentence', () => {
  const variables = { heirs: ['Иван, син', 'Мария, дъщеря'], none: [] };
  expect(fillParagraph(' {{ heirs }} ', scope(variables))).toEqual(['Иван, син', 'Мария, дъщеря']);
  expect(fillParagraph('Наследници: {{ heirs }}', scope(variables))).toBe('Наследници: Иван, син; Мария, дъщеря');
  expect(fillParagraph('{{ heirs[1] }} и {{ heirs[2] }}', scope(variables))).toBe('Иван, син и Мария, дъщеря');
  expect(() => fillParagraph('{{ none }}', scope(variables))).toThrow(
    expect.objectContaining({ code: 'LETTER_INVALID' }),
  );
});

test.each([
  ['a variable that is not there', 'Адрес: {{ address.street }}'],
  ['an empty text', 'Основание: {{ empty }}'],
  ['a group of fields', '{{ group }}'],
  ['an expression that is none', '{{ 1 + }}'],
])('%s is a fault that names the letter and the expression, never a blank', (_what, template) => {
  const variables = { empty: ' ', group: { a: 1 } };
  const expression = /\{\{ (.+) \}\}/.exec(template)?.[1];
  expect(() => fill(template, scope(variables))).toThrow(
    expect.objectContaining({
      code: 'LETTER_INVALID',
      message: expect.stringContaining('Удостоверение'),
      details: { letter: 'Удостоверение', expression },
    }),
  );
});

test('what a citizen wrote is text, even when it looks like a placeholder', () => {
  expect(fill('{{ said }}', scope({ said: '{{ secret }}', secret: 'x' }))).toBe('{{ secret }}');
});
