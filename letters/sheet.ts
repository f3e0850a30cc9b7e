import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import PDFDocument from 'pdfkit';

import type { Town } from '../domain/town';

/** Fonts with Cyrillic: pdfkit's own print it as garbage without an error. */
const fontFolder = dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@expo-google-fonts/noto-sans/package.json'));
const font = (style: string): Buffer => readFileSync(join(fontFolder, style, `NotoSans_${style}.ttf`));
const REGULAR = font('400Regular');
const BOLD = font('700Bold');

const MARGIN = 64;
const INK = '#1a1a1a';
const FAINT = '#555555';

export type Sheet = ReturnType<typeof createSheet>;

/** An A4 page with the municipality's head, in the reading order of its text. The same input gives the same bytes. */
export function createSheet(town: Town, { title, at }: { title: string; at: Date }) {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    lang: 'bg-BG',
    displayTitle: true,
    info: { Title: title, Author: town.name.bg, Creator: 'Prepiska', CreationDate: at, ModDate: at },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.registerFont('regular', REGULAR).registerFont('bold', BOLD);

  function head(): void {
    pdf.font('bold').fontSize(15).fillColor(INK).text(town.name.bg.toUpperCase(), { align: 'center' });
    pdf.font('regular').fontSize(9).fillColor(FAINT).text(`${town.address.bg} · ${town.email}`, { align: 'center' });
    pdf.moveDown(0.6);
    pdf.moveTo(MARGIN, pdf.y).lineTo(pdf.page.width - MARGIN, pdf.y).lineWidth(1).strokeColor(FAINT).stroke();
    pdf.moveDown(1.2).fillColor(INK);
  }

  const paragraph = (text: string): void => {
    pdf.font('regular').fontSize(11).fillColor(INK).text(text, { align: 'left', lineGap: 3 }).moveDown(0.7);
  };

  const heading = (text: string): void => {
    pdf.font('bold').fontSize(16).fillColor(INK).text(text, { align: 'center' }).moveDown(1);
  };

  const small = (text: string): void => {
    pdf.font('regular').fontSize(9).fillColor(FAINT).text(text, { lineGap: 2 }).moveDown(0.5).fillColor(INK);
  };

  /** A label and its value; long values wrap below the label. */
  function row(label: string, value: string): void {
    pdf.font('bold').fontSize(10).text(`${label}: `, { continued: true }).font('regular').text(value, { lineGap: 2 }).moveDown(0.35);
  }

  /** A picture at the left margin with text beside it. */
  function beside(image: Buffer, size: number, lines: readonly string[]): void {
    if (pdf.y + size > pdf.page.height - MARGIN) pdf.addPage();
    const top = pdf.y;
    pdf.image(image, MARGIN, top, { width: size });
    pdf.font('regular').fontSize(9).fillColor(FAINT).text(lines.join('\n'), MARGIN + size + 14, top + 8, { lineGap: 3, width: 330 });
    pdf.fillColor(INK);
  }

  function finish(): Promise<Buffer> {
    pdf.end();
    return finished;
  }

  head();
  return { paragraph, heading, small, row, beside, gap: () => void pdf.moveDown(0.8), finish };
}
