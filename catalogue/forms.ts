import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import type { JsonObject } from '../domain/json';
import type { Text } from '../domain/text';

/** Forms are JSON Schema 2020-12 with presentation hints in `x-…`: labels, order, names of outcomes. */

export interface FormError {
  /** RFC 6901, into the values. */
  readonly pointer: string;
  readonly detail: Text;
}

const compiled = new WeakMap<JsonObject, ValidateFunction>();

function validatorOf(schema: JsonObject): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  compiled.set(schema, validate);
  return validate;
}

/** Throws when the schema is none; the caller turns that into a finding. */
export function compileForm(schema: JsonObject): void {
  validatorOf(schema);
}

/** Every error of the values at once, each with its place and a sentence a person can act on. */
export function checkForm(schema: JsonObject, values: unknown): FormError[] {
  const validate = validatorOf(schema);
  const shown = readOnlyErrors(schema, values);
  if (validate(values)) return shown;
  const errors = (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => toFormError(schema, error));
  return [...new Map([...shown, ...errors].map((error) => [error.pointer + error.detail.en, error])).values()];
}

/** What a form only shows (JSON Schema Validation 2020-12, 9.4) is nobody's to send. */
function readOnlyErrors(schema: JsonObject, values: unknown): FormError[] {
  const fields = (schema.properties ?? {}) as Readonly<Record<string, JsonObject>>;
  return Object.keys(typeof values === 'object' && values !== null ? values : {})
    .filter((name) => fields[name]?.readOnly === true)
    .map((name) => {
      const pointer = `/${escapePointer(name)}`;
      const label = labelOf(schema, pointer);
      return {
        pointer,
        detail: {
          bg: `Полето „${label.bg}“ само се показва и не се попълва.`,
          en: `The field "${label.en}" is only shown and not filled in.`,
        },
      };
    });
}

function toFormError(schema: JsonObject, error: ErrorObject): FormError {
  const { instancePath, keyword, params } = error;
  const inside =
    keyword === 'required'
      ? params.missingProperty
      : keyword === 'additionalProperties'
        ? params.additionalProperty
        : undefined;
  const pointer = inside === undefined ? instancePath : `${instancePath}/${escapePointer(String(inside))}`;
  const label = labelOf(schema, pointer);
  const say = SENTENCES[keyword] ?? SENTENCES.other;
  return { pointer, detail: say?.(label, params, error.message ?? '') ?? { bg: label.bg, en: label.en } };
}

const escapePointer = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

type Say = (label: Text, params: Record<string, unknown>, message: string) => Text;

/** How a form says that spaces alone are no answer. */
const NOT_BLANK = '\\S';

const isShort = (limit: unknown): boolean => limit === 1;

const SENTENCES: Record<string, Say> = {
  required: (label) => ({ bg: `Полето „${label.bg}“ е задължително.`, en: `The field "${label.en}" is required.` }),
  minLength: (label, { limit }) =>
    isShort(limit)
      ? { bg: `Попълнете полето „${label.bg}“.`, en: `Fill in the field "${label.en}".` }
      : {
          bg: `„${label.bg}“ трябва да е поне ${limit} знака.`,
          en: `"${label.en}" must be at least ${limit} characters.`,
        },
  maxLength: (label, { limit }) => ({
    bg: `„${label.bg}“ трябва да е най-много ${limit} знака.`,
    en: `"${label.en}" must be at most ${limit} characters.`,
  }),
  minimum: (label, { limit }) => ({
    bg: `„${label.bg}“ трябва да е поне ${limit}.`,
    en: `"${label.en}" must be at least ${limit}.`,
  }),
  maximum: (label, { limit }) => ({
    bg: `„${label.bg}“ трябва да е най-много ${limit}.`,
    en: `"${label.en}" must be at most ${limit}.`,
  }),
  minItems: (label, { limit }) => ({
    bg: `Въведете поне ${limit} в „${label.bg}“.`,
    en: `Enter at least ${limit} in "${label.en}".`,
  }),
  maxItems: (label, { limit }) => ({
    bg: `Въведете най-много ${limit} в „${label.bg}“.`,
    en: `Enter at most ${limit} in "${label.en}".`,
  }),
  enum: (label) => ({
    bg: `Изберете една от възможностите за „${label.bg}“.`,
    en: `Choose one of the options for "${label.en}".`,
  }),
  const: (label) => ({ bg: `„${label.bg}“ трябва да бъде потвърдено.`, en: `"${label.en}" must be confirmed.` }),
  format: (label) => ({ bg: `„${label.bg}“ не е записано правилно.`, en: `"${label.en}" is not written correctly.` }),
  pattern: (label, { pattern }) =>
    pattern === NOT_BLANK
      ? { bg: `Попълнете полето „${label.bg}“.`, en: `Fill in the field "${label.en}".` }
      : { bg: `„${label.bg}“ не е записано правилно.`, en: `"${label.en}" is not written correctly.` },
  type: (label, { type }) => ({
    bg: `„${label.bg}“ трябва да е ${TYPES[String(type)]?.bg ?? String(type)}.`,
    en: `"${label.en}" must be ${TYPES[String(type)]?.en ?? String(type)}.`,
  }),
  additionalProperties: (label) => ({
    bg: `Няма поле „${label.bg}“ в този формуляр.`,
    en: `There is no field "${label.en}" in this form.`,
  }),
  other: (label, _params, message) => ({
    bg: `„${label.bg}“ не е попълнено правилно.`,
    en: `"${label.en}": ${message}.`,
  }),
};

const TYPES: Record<string, Text> = {
  string: { bg: 'текст', en: 'text' },
  integer: { bg: 'цяло число', en: 'a whole number' },
  number: { bg: 'число', en: 'a number' },
  boolean: { bg: 'да или не', en: 'yes or no' },
  array: { bg: 'списък', en: 'a list' },
  object: { bg: 'група от полета', en: 'a group of fields' },
};

/** The label of the field a pointer leads to; its name where there is none. */
function labelOf(schema: JsonObject, pointer: string): Text {
  let node: unknown = schema;
  let name = '';
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const { properties, items } = (node ?? {}) as { properties?: Record<string, unknown>; items?: unknown };
    node = properties?.[key] ?? items;
    if (!/^\d+$/.test(key)) name = key;
  }
  const hint = (node as { 'x-text'?: { label?: Partial<Text> } } | undefined)?.['x-text']?.label;
  return { bg: hint?.bg ?? name, en: hint?.en ?? name };
}
