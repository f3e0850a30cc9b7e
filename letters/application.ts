import type { Application } from '../domain/case-file';
import type { Json, JsonObject } from '../domain/json';
import type { ServiceDescription } from '../domain/service';
import type { Town } from '../domain/town';
import { createSheet } from './sheet';

export interface ApplicationContent {
  readonly town: Town;
  readonly service: ServiceDescription;
  /** The service's form: its labels are what the citizen reads. */
  readonly form: JsonObject;
  readonly application: Application;
}

interface Field {
  readonly 'x-text'?: { readonly label?: { readonly bg?: string } };
  readonly 'x-options'?: Readonly<Record<string, { readonly bg?: string }>>;
}

/** The application as the citizen signs it: everything they stated, in words, and nothing else. */
export async function renderApplication({ town, service, form, application }: ApplicationContent): Promise<Uint8Array> {
  const title = `Заявление: ${service.name.bg}`;
  const sheet = createSheet(town, { title, at: new Date(0) });
  const { name, identifier, email } = application.applicant;
  sheet.heading('ЗАЯВЛЕНИЕ');
  sheet.paragraph(`за услуга № ${service.id} „${service.name.bg}“ (${service.legalBasis.bg})`);
  sheet.row('Заявител', name);
  sheet.row('Идентификатор', `${identifier.kind}${identifier.country}-${identifier.number}`);
  sheet.row('Електронна поща', email);
  sheet.gap();
  const fields = (form.properties ?? {}) as Readonly<Record<string, Field>>;
  for (const key of orderOf(form, application.data)) {
    const field = fields[key];
    const value = application.data[key];
    if (value !== undefined) sheet.row(field?.['x-text']?.label?.bg ?? key, inWords(value, field));
  }
  sheet.gap();
  sheet.small('Заявителят подписва този файл с електронен подпис. Подписът важи за точно това съдържание.');
  return sheet.finish();
}

function orderOf(form: JsonObject, data: JsonObject): string[] {
  const wanted = Array.isArray(form['x-order']) ? form['x-order'].filter((key) => typeof key === 'string') : [];
  return [...wanted, ...Object.keys(data).filter((key) => !wanted.includes(key))];
}

function inWords(value: Json, field: Field | undefined): string {
  if (Array.isArray(value)) return value.map((item) => `\n  – ${inWords(item, undefined)}`).join('');
  if (typeof value === 'boolean') return value ? 'да' : 'не';
  if (typeof value === 'string') return field?.['x-options']?.[value]?.bg ?? value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
