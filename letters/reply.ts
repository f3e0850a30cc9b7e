import type { JsonObject } from '../domain/json';
import type { Letter } from '../domain/letter';
import type { Town } from '../domain/town';
import { createSheet, type Sheet } from './sheet';
import { fill, fillParagraph, type LetterScope } from './template';
import { localNoon, officialDate } from './words';

export interface ReplyContent {
  readonly town: Town;
  readonly letter: Letter;
  readonly variables: JsonObject;
  readonly registrationNumber: string;
  readonly issuedAt: Date;
  /** Printed beside the QR code; whoever holds the paper can ask the public page whether it is ours. */
  readonly verificationCode: string;
  readonly verificationUrl: string;
}

/** The reply as PDF, ready to be sealed: Cyrillic text that can be searched, number, appeal text, an element to verify it. */
export async function renderReply(content: ReplyContent): Promise<Uint8Array> {
  const { town, letter, registrationNumber, issuedAt } = content;
  const scope = scopeOf(content);
  const sheet = createSheet(town, { title: letter.title, footer: `Изх. № ${registrationNumber}`, at: issuedAt });
  sheet.row('Изх. №', registrationNumber);
  sheet.row('Дата', officialDate(issuedAt, town.timeZone));
  sheet.gap();
  sheet.title(letter.title);
  for (const template of letter.paragraphs) {
    const paragraph = fillParagraph(template, scope);
    if (typeof paragraph === 'string') sheet.paragraph(paragraph);
    else sheet.list(paragraph);
  }
  if (letter.appeal) {
    sheet.section('Обжалване');
    sheet.paragraph(fill(letter.appeal, scope));
  }
  printSeal(sheet, content);
  return sheet.finish();
}

/** What a letter may speak of: the case file's variables, and `municipality`. */
function scopeOf({ town, letter, variables, issuedAt }: ReplyContent): LetterScope {
  const municipality = { name: town.name.bg, address: town.address.bg, appealTo: town.appealTo.bg };
  return {
    letter: letter.title,
    variables: { ...variables, municipality },
    noon: localNoon(issuedAt, town.timeZone),
    timeZone: town.timeZone,
  };
}

function printSeal(sheet: Sheet, { town, verificationCode, verificationUrl }: ReplyContent): void {
  sheet.gap();
  sheet.keepTogether(150);
  sheet.paragraph(
    `Документът е подпечатан с електронния печат на ${town.name.bg} с времеви печат и няма нужда от подпис на хартия.`,
  );
  sheet.qrCode({ text: verificationUrl, alt: `QR код за проверка на документа: ${verificationUrl}` }, [
    `Код за проверка: ${grouped(verificationCode)}`,
    'Проверете документа на:',
    verificationUrl,
  ]);
}

const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
