import { toBuffer } from 'qrcode';

import type { JsonObject } from '../domain/json';
import type { Letter } from '../domain/letter';
import { localDay } from '../domain/register-number';
import type { Town } from '../domain/town';
import { createSheet } from './sheet';
import { fill } from './template';

export interface ReplyContent {
  readonly town: Town;
  readonly letter: Letter;
  readonly variables: JsonObject;
  readonly registrationNumber: string;
  readonly issuedAt: Date;
  /** Printed under the QR code; whoever holds the paper can ask the public page whether it is ours. */
  readonly verificationCode: string;
  readonly verificationUrl: string;
}

/** The reply as PDF, ready to be sealed: Cyrillic text that can be searched, number, appeal text, an element to verify it. */
export async function renderReply(content: ReplyContent): Promise<Uint8Array> {
  const { town, letter, registrationNumber, issuedAt, verificationCode, verificationUrl } = content;
  const at = issuedAt.toISOString();
  const print = (template: string): string => fill(template, content.variables, at);
  const sheet = createSheet(town, { title: letter.title, at: issuedAt });
  sheet.row('Изх. №', registrationNumber);
  sheet.row('Дата', officialDate(issuedAt, town.timeZone));
  sheet.gap();
  sheet.heading(letter.title);
  for (const paragraph of letter.paragraphs) sheet.paragraph(print(paragraph));
  if (letter.appeal) sheet.paragraph(print(letter.appeal));
  sheet.gap();
  sheet.paragraph(`Документът е подпечатан с електронния печат на ${town.name.bg} с времеви печат и няма нужда от подпис на хартия.`);
  const qr = await toBuffer(verificationUrl, { margin: 0, scale: 4, errorCorrectionLevel: 'M' });
  sheet.beside(qr, 84, [`Код за проверка: ${grouped(verificationCode)}`, 'Проверете документа на:', verificationUrl]);
  return sheet.finish();
}

/** dd.mm.yyyy г., by the municipality's calendar. */
export function officialDate(at: Date, timeZone: string): string {
  const { year, month, day } = localDay(at, timeZone);
  return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year} г.`;
}

const grouped = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
