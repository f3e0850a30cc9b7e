import { checkForm, compileForm } from '../../catalogue/forms';
import type { JsonObject } from '../../domain/json';

const label = (bg: string, en: string) => ({ 'x-text': { label: { bg, en } } });

const form = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'trees'],
  properties: {
    name: { type: 'string', minLength: 1, pattern: '\\S', maxLength: 5, ...label('Име', 'Name') },
    trees: { type: 'integer', minimum: 1, maximum: 9, ...label('Дървета', 'Trees') },
    kind: { type: 'string', enum: ['a', 'b'], ...label('Вид', 'Kind') },
    on: { type: 'string', format: 'date', ...label('Дата', 'Date') },
    heirs: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', properties: { name: { type: 'string', ...label('Наследник', 'Heir') } } },
    },
    'a/b~c': { type: 'boolean', const: true, ...label('Съгласие', 'Consent') },
  },
} satisfies JsonObject;

test('values that fit have no errors', () => {
  const values = { name: 'Иван', trees: 3, kind: 'a', on: '2026-02-28', heirs: [{ name: 'Мария' }], 'a/b~c': true };
  expect(checkForm(form, values)).toEqual([]);
});

test('all errors come at once, each with its JSON pointer', () => {
  const errors = checkForm(form, {
    trees: 0,
    kind: 'c',
    on: '2026-02-30',
    heirs: [{ name: 5 }],
    'a/b~c': false,
    more: 1,
  });
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
    ['/a~1b~0c', '/heirs/0/name', '/kind', '/more', '/name', '/on', '/trees'].sort(),
  );
});

test.each<[string, JsonObject, string, string]>([
  ['left out', { trees: 1 }, 'Полето „Име“ е задължително.', 'The field "Name" is required.'],
  ['empty', { name: '', trees: 1 }, 'Попълнете полето „Име“.', 'Fill in the field "Name".'],
  ['spaces alone', { name: '  ', trees: 1 }, 'Попълнете полето „Име“.', 'Fill in the field "Name".'],
  [
    'too long',
    { name: 'Иванка', trees: 1 },
    '„Име“ трябва да е най-много 5 знака.',
    '"Name" must be at most 5 characters.',
  ],
  ['too few', { name: 'Иван', trees: 0 }, '„Дървета“ трябва да е поне 1.', '"Trees" must be at least 1.'],
  ['no number', { name: 'Иван', trees: 'x' }, '„Дървета“ трябва да е цяло число.', '"Trees" must be a whole number.'],
  [
    'no such option',
    { name: 'Иван', trees: 1, kind: 'c' },
    'Изберете една от възможностите за „Вид“.',
    'Choose one of the options for "Kind".',
  ],
  [
    'no date',
    { name: 'Иван', trees: 1, on: '30.02.2026' },
    '„Дата“ не е записано правилно.',
    '"Date" is not written correctly.',
  ],
  [
    'inside a list',
    { name: 'Иван', trees: 1, heirs: [{ name: 1 }] },
    '„Наследник“ трябва да е текст.',
    '"Heir" must be text.',
  ],
  [
    'an unknown field',
    { name: 'Иван', trees: 1, more: 1 },
    'Няма поле „more“ в този формуляр.',
    'There is no field "more" in this form.',
  ],
])('%s is said once, in a sentence, in both languages', (_what, values, bg, en) => {
  expect(checkForm(form, values).map(({ detail }) => detail)).toEqual([{ bg, en }]);
});

test('what a form only shows is nobody’s to send', () => {
  const shown = {
    ...form,
    properties: { ...form.properties, seen: { readOnly: true, 'x-text': { label: { bg: 'Видяно', en: 'Seen' } } } },
  };

  expect(checkForm(shown, { name: 'Иван', trees: 1, seen: 'x' })).toEqual([
    {
      pointer: '/seen',
      detail: {
        bg: 'Полето „Видяно“ само се показва и не се попълва.',
        en: 'The field "Seen" is only shown and not filled in.',
      },
    },
  ]);
});

test.each([null, [], 'text', 5])('%j is no form at all', (values) => {
  expect(checkForm(form, values)).toHaveLength(1);
});

test('a schema that is none is refused', () => {
  expect(() => compileForm({ type: 'thing' })).toThrow();
});
