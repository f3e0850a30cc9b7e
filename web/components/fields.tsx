import type { View } from '../page';
import type { PageError } from './layout';

/** Forms are drawn from JSON Schema with our hints; the same schema checks what comes back. */
export interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly maxLength?: number;
  /** Only shown: no field to fill in. */
  readonly readOnly?: boolean;
  readonly items?: FieldSchema;
  readonly 'x-text'?: { readonly label?: Words; readonly hint?: Words };
  readonly 'x-options'?: Readonly<Record<string, Words>>;
  readonly 'x-outcomes'?: Readonly<Record<string, Words>>;
}

interface Words {
  readonly bg: string;
  readonly en: string;
}

export interface FormSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** What some answers make necessary. */
  readonly then?: { readonly required?: readonly string[] };
  readonly 'x-order'?: readonly string[];
}

export type Values = Readonly<Record<string, unknown>>;

const LONG_TEXT = 500;

interface Props {
  readonly view: View;
  readonly schema: FormSchema;
  readonly values: Values;
  readonly errors: readonly PageError[];
  /** Fields that are drawn in another way. */
  readonly without?: readonly string[];
}

export function Fields({ view, schema, values, errors, without = [] }: Props) {
  const names = orderOf(schema).filter((name) => !without.includes(name) && !schema.properties?.[name]?.readOnly);
  return (
    <>
      {names.map((name) => {
        const field = schema.properties?.[name] ?? {};
        const label = field['x-text']?.label?.[view.language] ?? name;
        const hint =
          field['x-text']?.hint?.[view.language] ?? (field.type === 'array' ? view.say('oneALine') : undefined);
        const isNeeded = schema.required?.includes(name) || schema.then?.required?.includes(name);
        const optional = isNeeded ? '' : ` (${view.say('optional')})`;
        return (
          <Field
            {...{ view, name, field, hint }}
            label={label + optional}
            value={values[name]}
            error={errors.find((error) => error.field === name)?.text}
          />
        );
      })}
    </>
  );
}

export function orderOf(schema: FormSchema): string[] {
  const known = Object.keys(schema.properties ?? {});
  const wanted = (schema['x-order'] ?? []).filter((name) => known.includes(name));
  return [...wanted, ...known.filter((name) => !wanted.includes(name))];
}

interface FieldProps {
  readonly view: View;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly field: FieldSchema;
  readonly value: unknown;
  readonly error?: string | undefined;
}

export function Field({ view, name, label, hint, field, value, error }: FieldProps) {
  return (
    <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label govuk-label--s" for={name}>
        {label}
      </label>
      {hint && (
        <div id={`${name}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{view.say('error')}:</span> {error}
        </p>
      )}
      <Input
        {...{ view, name, field, value }}
        describedBy={[hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')}
      />
    </div>
  );
}

function Input({
  view,
  name,
  field,
  value,
  describedBy,
}: Pick<FieldProps, 'view' | 'name' | 'field' | 'value'> & { describedBy: string }) {
  const common = { id: name, name, ...(describedBy && { 'aria-describedby': describedBy }) };
  if (field.enum)
    return (
      <select class="govuk-select" {...common}>
        <option value="" />
        {field.enum.map((option) => (
          <option value={option} selected={option === value}>
            {(field['x-options'] ?? field['x-outcomes'])?.[option]?.[view.language] ?? option}
          </option>
        ))}
      </select>
    );
  if (field.type === 'array' || (field.maxLength ?? 0) > LONG_TEXT) {
    const text = Array.isArray(value) ? value.join('\n') : String(value ?? '');
    return (
      <textarea class="govuk-textarea" rows={5} {...common}>
        {text}
      </textarea>
    );
  }
  if (field.type === 'boolean')
    return <input class="govuk-checkboxes" type="checkbox" value="true" checked={value === true} {...common} />;
  const type =
    field.format === 'date'
      ? 'date'
      : field.type === 'integer'
        ? 'number'
        : field.format === 'email'
          ? 'email'
          : 'text';
  return <input class="govuk-input" type={type} value={String(value ?? '')} {...common} />;
}

/** Turns what a browser sent back into values of the schema's types; what does not fit stays text for the API to name. */
export function readValues(schema: FormSchema, body: Values): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const text = String(body[name] ?? '').trim();
    if (text === '' && field.type !== 'boolean') return [];
    return [[name, toValue(field, text)] as const];
  });
  return Object.fromEntries(entries);
}

function toValue({ type }: FieldSchema, text: string): unknown {
  if (type === 'integer' || type === 'number')
    return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
  if (type === 'boolean') return text === 'true';
  if (type !== 'array') return text;
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}
