import type { Json, JsonObject } from '../domain/json';
import { inWords } from './words';

export interface Row {
  readonly label: string;
  readonly value: string;
}

/** Everything that was stated, by the form's labels and in its order; what the form does not name comes last, by its key. */
export function rowsOf(form: JsonObject, data: JsonObject, timeZone: string): Row[] {
  const fields = objectOf(form.properties);
  return orderOf(form, data).flatMap((key) => {
    const value = data[key];
    const field = objectOf(fields[key]);
    return value === undefined ? [] : fieldRows(labelOf(field, key), field, value, timeZone);
  });
}

function fieldRows(label: string, field: JsonObject, value: Json, timeZone: string): Row[] {
  if (isObject(value))
    return rowsOf(field, value, timeZone).map((row) => ({ ...row, label: `${label} – ${row.label}` }));
  if (!Array.isArray(value)) return [{ label, value: printed(field, value, timeZone) }];
  const item = objectOf(field.items);
  const lines = value.map((entry: Json, index) => `${index + 1}. ${itemLine(item, entry, timeZone)}`);
  return [{ label, value: lines.join('\n') }];
}

const itemLine = (item: JsonObject, entry: Json, timeZone: string): string =>
  isObject(entry)
    ? rowsOf(item, entry, timeZone)
        .map(({ label, value }) => `${label}: ${value}`)
        .join('; ')
    : printed(item, entry, timeZone);

function printed(field: JsonObject, value: Json, timeZone: string): string {
  const option = typeof value === 'string' ? objectOf(objectOf(field['x-options'])[value]).bg : undefined;
  if (typeof option === 'string') return option;
  // Only what the form calls a date is one: anything else is printed exactly as it was stated.
  if (typeof value === 'string' && field.format !== 'date' && field.format !== 'date-time') return value;
  return inWords(value, timeZone) ?? '';
}

function orderOf(form: JsonObject, data: JsonObject): string[] {
  const order = Array.isArray(form['x-order']) ? form['x-order'] : Object.keys(objectOf(form.properties));
  const wanted = order.filter((key: Json) => typeof key === 'string');
  return [...wanted, ...Object.keys(data).filter((key) => !wanted.includes(key))];
}

function labelOf(field: JsonObject, key: string): string {
  const { bg } = objectOf(objectOf(field['x-text']).label);
  return typeof bg === 'string' ? bg : key;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
