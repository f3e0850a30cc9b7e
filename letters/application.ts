import type { Applicant, Application } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type { ServiceDescription } from '../domain/service';
import type { Town } from '../domain/town';
import { rowsOf } from './form-rows';
import { identifierLabel } from './identifier-label';
import { createSheet } from './sheet';

export interface ApplicationContent {
  readonly town: Town;
  readonly service: ServiceDescription;
  /** The service's form: its labels are what the citizen reads. */
  readonly form: JsonObject;
  readonly application: Application;
}

/** An application has no date before it is signed; the same statements are always the same document. */
const UNDATED = new Date(0);

/** The application as the citizen signs it: everything they stated, in words, and nothing else. */
export async function renderApplication({ town, service, form, application }: ApplicationContent): Promise<Uint8Array> {
  const title = `Заявление: ${service.name.bg}`;
  const sheet = createSheet(town, { title, footer: title, at: UNDATED });
  sheet.addressee(`До кмета на ${town.name.bg}`);
  sheet.title('ЗАЯВЛЕНИЕ');
  sheet.subtitle(`за „${service.name.bg}“ (услуга № ${service.id})`);
  sheet.section('Заявител');
  const { name, email } = application.applicant;
  sheet.row('Име', name);
  sheet.row(...identifierRow(application.applicant));
  sheet.row('Електронна поща', email);
  sheet.gap();
  sheet.section('Заявявам');
  sheet.row('Услуга', service.name.bg);
  sheet.row('Правно основание', service.legalBasis.bg);
  for (const { label, value } of rowsOf(form, application.data, town.timeZone)) sheet.row(label, value);
  sheet.gap();
  sheet.paragraph(
    'Декларирам, че посочените данни са верни. Известно ми е, че за неверни данни нося отговорност по чл. 313 от Наказателния кодекс.',
  );
  sheet.small('Заявителят подписва този файл с електронен подпис. Подписът важи за точно това съдържание.');
  return sheet.finish();
}

function identifierRow({ identifier }: Applicant): [string, string] {
  const { country, number } = identifier;
  const label = identifierLabel(identifier);
  return [country === 'BG' ? label : `${label} (${country})`, number];
}
