import type { Town } from '../domain/town';
import { printFooters } from './footer';
import { FAINT, MARGIN, TEXT_WIDTH } from './layout';
import { printList } from './list';
import { block, keepTogether, openPage, type Page } from './page';
import { printQrCode } from './qr-code';
import { printRow } from './row';

export type Sheet = ReturnType<typeof createSheet>;

export interface SheetOptions {
  readonly title: string;
  /** Printed at the foot of every page. */
  readonly footer: string;
  readonly at: Date;
}

/**
 * An A4 letter with the municipality's head: tagged in reading order, in Bulgarian, its text searchable, PDF/A-2. It is written
 * with a classic cross-reference table, so that a signature can be added to it. The same input gives the same bytes.
 */
export function createSheet(town: Town, { title, footer, at }: SheetOptions) {
  const page = openPage({ title, author: town.name.bg, at });
  const { pdf } = page;

  function finish(): Promise<Uint8Array> {
    page.root.end();
    printFooters(pdf, footer);
    pdf.end();
    return page.finished;
  }

  printHead(page, town);
  return {
    title: (text: string) => block(page, 'H1', text, { font: 'bold', size: 16, align: 'center' }, 10),
    section: (text: string) => block(page, 'H2', text, { font: 'bold' }, 4),
    subtitle: (text: string) => block(page, 'P', text, { align: 'center' }, 10),
    addressee: (text: string) => block(page, 'P', text, { font: 'bold', lineGap: 2 }, 14),
    paragraph: (text: string) => block(page, 'P', text, {}, 8),
    small: (text: string) => block(page, 'P', text, { size: 9, color: FAINT, lineGap: 2 }, 6),
    row: (label: string, value: string) => printRow(page, label, value),
    list: (items: readonly string[]) => printList(page, items),
    qrCode: (code: { text: string; alt: string }, lines: readonly string[]) => printQrCode(page, code, lines),
    keepTogether: (height: number) => keepTogether(page, height),
    gap: () => void (pdf.y += 10),
    finish,
  };
}

function printHead(page: Page, { name, address, email, companyNumber }: Town): void {
  const { pdf } = page;
  block(page, 'P', name.bg.toLocaleUpperCase('bg'), { font: 'bold', size: 15, align: 'center' }, 1);
  const contact = `${address.bg} · ЕИК ${companyNumber} · ${email}`;
  block(page, 'P', contact, { size: 9, color: FAINT, align: 'center' }, 6);
  pdf.markContent('Artifact', { type: 'Layout' });
  const right = MARGIN + TEXT_WIDTH;
  pdf.moveTo(MARGIN, pdf.y).lineTo(right, pdf.y).lineWidth(0.8).strokeColor(FAINT).stroke();
  pdf.endMarkedContent();
  pdf.y += 16;
}
