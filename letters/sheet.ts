import PDFDocument from 'pdfkit';

import type { Town } from '../domain/town';
import { loadFonts } from './fonts';
import { printFooters } from './footer';
import { FAINT, INK, MARGIN, TEXT_WIDTH } from './layout';

export type Sheet = ReturnType<typeof createSheet>;

export interface SheetOptions {
  readonly title: string;
  /** Printed at the foot of every page. */
  readonly footer: string;
  readonly at: Date;
}

interface Style {
  readonly font?: 'regular' | 'bold';
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly lineGap?: number;
}

/**
 * An A4 letter with the municipality's head: tagged in reading order, in Bulgarian, its text searchable, PDF/A-2. It is written
 * with a classic cross-reference table, so that a signature can be added to it. The same input gives the same bytes.
 */
export function createSheet(town: Town, options: SheetOptions) {
  const pdf = open(town, options);
  const finished = collect(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);

  /** What readers skip: rules and the like. */
  function decoration(draw: () => void): void {
    pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    pdf.endMarkedContent();
  }

  function write(text: string, { font = 'regular', size = 11, color = INK, align = 'left', lineGap = 3 }: Style): void {
    pdf.font(font).fontSize(size).fillColor(color).text(text, MARGIN, pdf.y, { align, lineGap, width: TEXT_WIDTH });
  }

  function block(tag: 'P' | 'H1' | 'H2', text: string, style: Style, after: number): void {
    root.add(pdf.struct(tag, {}, () => write(text, style)));
    pdf.y += after;
  }

  function head(): void {
    const { name, address, email, companyNumber } = town;
    block('P', name.bg.toLocaleUpperCase('bg'), { font: 'bold', size: 15, align: 'center' }, 1);
    const contact = `${address.bg} · ЕИК ${companyNumber} · ${email}`;
    block('P', contact, { size: 9, color: FAINT, align: 'center' }, 6);
    decoration(() => {
      const right = MARGIN + TEXT_WIDTH;
      pdf.moveTo(MARGIN, pdf.y).lineTo(right, pdf.y).lineWidth(0.8).strokeColor(FAINT).stroke();
    });
    pdf.y += 16;
  }

  /** Begins a page when what follows would be torn apart. */
  function keepTogether(height: number): void {
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
  }

  const heightOf = (text: string, size: number, width: number): number =>
    pdf.font('regular').fontSize(size).heightOfString(text, { width, lineGap: 2 });

  /** A label and its value side by side; several values one below the other. */
  function row(label: string, value: string): void {
    const [labelWidth, size] = [150, 10];
    const valueWidth = TEXT_WIDTH - labelWidth - 12;
    const height = Math.max(heightOf(label, size, labelWidth), heightOf(value, size, valueWidth));
    keepTogether(Math.min(height, 200));
    const top = pdf.y;
    const paragraph = pdf.struct('P', {}, [
      () =>
        pdf
          .font('regular')
          .fontSize(size)
          .fillColor(FAINT)
          .text(`${label}: `, MARGIN, top, { width: labelWidth, lineGap: 2 }),
      () =>
        pdf
          .font('regular')
          .fillColor(INK)
          .text(value, MARGIN + labelWidth + 12, top, { width: valueWidth, lineGap: 2 }),
    ]);
    const page = pdf.page;
    root.add(paragraph);
    pdf.y = (pdf.page === page ? Math.max(pdf.y, top + height) : pdf.y) + 4;
  }

  function list(items: readonly string[]): void {
    const element = pdf.struct('L');
    root.add(element);
    items.forEach((item, index) => {
      keepTogether(30);
      element.add(
        pdf.struct('LI', {}, [pdf.struct('LBody', {}, () => write(`${index + 1}. ${item}`, { lineGap: 2 }))]),
      );
      pdf.y += 3;
    });
    element.end();
    pdf.y += 6;
  }

  /** A picture at the left margin with lines beside it, never torn apart. */
  function beside(image: { png: Buffer; alt: string; size: number }, lines: readonly string[]): void {
    const { png, alt, size } = image;
    keepTogether(size + 4);
    const top = pdf.y;
    root.add(pdf.struct('Figure', { alt }, () => pdf.image(png, MARGIN, top, { width: size, height: size })));
    const [left, width] = [MARGIN + size + 14, TEXT_WIDTH - size - 14];
    pdf.y = top + 2;
    for (const line of lines)
      root.add(
        pdf.struct('P', {}, () =>
          pdf.font('regular').fontSize(9).fillColor(FAINT).text(line, left, pdf.y, { width, lineGap: 2 }),
        ),
      );
    pdf.y = Math.max(pdf.y, top + size) + 8;
  }

  function finish(): Promise<Uint8Array> {
    root.end();
    printFooters(pdf, options.footer);
    pdf.end();
    return finished;
  }

  head();
  return {
    title: (text: string) => block('H1', text, { font: 'bold', size: 16, align: 'center' }, 10),
    section: (text: string) => block('H2', text, { font: 'bold', size: 11 }, 4),
    subtitle: (text: string) => block('P', text, { align: 'center' }, 10),
    addressee: (text: string) => block('P', text, { font: 'bold', lineGap: 2 }, 14),
    paragraph: (text: string) => block('P', text, {}, 8),
    small: (text: string) => block('P', text, { size: 9, color: FAINT, lineGap: 2 }, 6),
    row,
    list,
    beside,
    keepTogether,
    gap: () => void (pdf.y += 10),
    finish,
  };
}

function open(town: Town, { title, at }: SheetOptions): InstanceType<typeof PDFDocument> {
  const fonts = loadFonts();
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font: fonts.regular as string,
    bufferPages: true,
    tagged: true,
    subset: 'PDF/A-2a',
    pdfVersion: '1.7',
    lang: 'bg-BG',
    displayTitle: true,
    info: {
      Title: plain(title),
      Author: plain(town.name.bg),
      Creator: 'Prepiska',
      Producer: 'Prepiska',
      CreationDate: at,
    },
  });
  return pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
}

/** pdfkit writes these into XML as they are. */
const plain = (text: string): string => text.replace(/&/g, 'и').replace(/[<>]/g, ' ');

function collect(pdf: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
