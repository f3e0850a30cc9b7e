import type { Text } from '../domain/text';
import type { Town } from '../domain/town';
import { identifierLabel } from './identifier-label';
import { createSheet, type Sheet } from './sheet';
import type { Reason, ReportView, SignatureView, TimeStampView } from './signature-report-view';
import { officialTime } from './words';

export interface SignatureReportContent {
  readonly town: Town;
  /** What it was judged by. */
  readonly policy: Text;
  /** The time of the check, and the only one in the letter that is not the report's. */
  readonly checkedAt: Date;
  /** What the signed file was called. */
  readonly documentName: string;
  readonly report: ReportView;
}

/**
 * The verdict on a signed file to be printed and kept, with the parts of a validator's simple report (ETSI TS 119 102-2), in Bulgarian with
 * the standard's words beside. The same report gives the same bytes.
 */
export function renderSignatureReport(content: SignatureReportContent): Promise<Uint8Array> {
  const { town, policy, checkedAt, report } = content;
  const documentName = cut(content.documentName);
  const title = 'Доклад от проверка на електронен подпис';
  const sheet = createSheet(town, { title, footer: `${title}: ${documentName}`, at: checkedAt });
  sheet.title(title);
  sheet.subtitle('(Signature validation report)');
  sheet.row('Документ (Document)', documentName);
  sheet.row('Проверен на (Validation time)', officialTime(checkedAt, town.timeZone));
  sheet.row('Правила (Validation policy)', `${policy.bg}\n(${policy.en})`);
  sheet.row('Формат (Format)', report.format);
  printVerdict(sheet, report);
  printEach(sheet, report.signatures, (signature, index) => {
    sheet.gap();
    sheet.section(`Подпис ${index + 1} от ${report.signatures.length} (Signature)`);
    printSignature(sheet, signature, town.timeZone);
  });
  return sheet.finish();
}

/** Files from outside may hold thousands of anything, and names without end. */
const MAX_PRINTED = 40;
const MAX_NAME = 400;

function printEach<Item>(sheet: Sheet, items: readonly Item[], print: (item: Item, index: number) => void): void {
  items.slice(0, MAX_PRINTED).forEach(print);
  const rest = items.length - MAX_PRINTED;
  if (rest > 0)
    sheet.small(`Още ${rest} не са отпечатани: вижте signature-report.json. (${rest} more are not printed.)`);
}

const cut = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name);

const INDICATIONS: Readonly<Record<ReportView['indication'], string>> = {
  TOTAL_PASSED: 'валиден',
  TOTAL_FAILED: 'невалиден',
  INDETERMINATE: 'не може да се установи',
};

const inWords = ({ indication, subIndication }: Pick<ReportView, 'indication' | 'subIndication'>): string =>
  `${INDICATIONS[indication]} (${indication}${subIndication ? `, ${subIndication}` : ''})`;

const printVerdict = (sheet: Sheet, verdict: Pick<ReportView, 'indication' | 'subIndication'>): void =>
  sheet.row('Резултат (Indication)', inWords(verdict));

function printSignature(sheet: Sheet, signature: SignatureView, timeZone: string): void {
  const time = (iso: string | null): string => (iso === null ? 'не е посочено' : officialTime(new Date(iso), timeZone));
  printVerdict(sheet, signature);
  printSigner(sheet, signature.signedBy);
  printReasons(sheet, 'Защо (Errors)', signature.errors);
  printReasons(sheet, 'Внимание (Warnings)', signature.warnings);
  printReasons(sheet, 'За сведение (Information)', signature.infos);
  sheet.row('Формат и ниво (Level)', signature.level);
  sheet.row('Обхват (Scope)', `${signature.scope === 'FULL' ? 'целият файл' : 'част от файла'} (${signature.scope})`);
  sheet.row('Подписан на, по часовника на подписалия (Signing time)', time(signature.signingTime));
  sheet.row('Доказано съществувал на (Best signature time)', time(signature.bestSignatureTime));
  printEach(sheet, signature.timeStamps, (stamp) => sheet.row('Времеви печат (Time stamp)', stampInWords(stamp, time)));
  printEach(sheet, signature.chain, (certificate) =>
    sheet.row('Сертификат (Certificate)', certificateInWords(certificate)),
  );
  printEach(sheet, signature.revocation, ({ certificate, status, source, producedAt }) => {
    const answer = `${STATUSES[status] ?? status} (${status}), ${source}, към ${time(producedAt)}`;
    sheet.row('Прекратен ли е (Revocation)', `${holderOf(signature, certificate)}\n${answer}`);
  });
}

function printReasons(sheet: Sheet, label: string, reasons: readonly Reason[]): void {
  printEach(sheet, reasons, ({ code, bg, en }) => sheet.row(label, `${cut(bg)}\n(${cut(en)})\n${code}`));
}

function printSigner(sheet: Sheet, signedBy: SignatureView['signedBy']): void {
  sheet.row('Подписан от (Signed by)', signedBy ? cut(signedBy.name) : 'не се знае');
  printEach(sheet, signedBy?.identifiers ?? [], (identifier) =>
    sheet.row(`${identifierLabel(identifier)} (${identifier.kind}${identifier.country})`, cut(identifier.number)),
  );
}

const STAMPS: Readonly<Record<string, string>> = {
  content: 'върху съдържанието, преди подписа',
  signature: 'върху подписа',
  archive: 'върху подписа и доказателствата към него',
  document: 'върху целия документ',
};

const stampInWords = (
  { type, time, authority, errors, ...verdict }: TimeStampView,
  inTime: (iso: string | null) => string,
): string =>
  [
    `${STAMPS[type] ?? type} (${type})`,
    inTime(time),
    ...(authority === null ? [] : [oneLine(authority)]),
    inWords(verdict),
    ...errors.slice(0, MAX_PRINTED).map(({ bg }) => cut(bg)),
  ].join('\n');

const STATUSES: Readonly<Record<string, string>> = {
  good: 'не е прекратен',
  revoked: 'прекратен',
  'on hold': 'временно спрян',
};

/** Names come one attribute a line. */
const oneLine = (name: string): string => cut(name.split('\n').join(', '));

const certificateInWords = ({ subject, issuer, serial, sha256 }: SignatureView['chain'][number]): string =>
  [oneLine(subject), `Издател (Issuer): ${oneLine(issuer)}`, `№ ${cut(serial)}`, `SHA-256: ${sha256}`].join('\n');

const holderOf = ({ chain }: SignatureView, sha256: string): string =>
  oneLine(chain.find((certificate) => certificate.sha256 === sha256)?.subject ?? sha256);
