import PDFDocument from 'pdfkit';

import { loadFonts } from './fonts';
import { INK, MARGIN, TEXT_WIDTH } from './layout';

/** A document in the making: what is written goes below `pdf.y` and, tagged, to the end of `root`. */
export interface Page {
  readonly pdf: InstanceType<typeof PDFDocument>;
  readonly root: PDFKit.PDFStructureElement;
  readonly finished: Promise<Uint8Array>;
}

export interface PageOptions {
  readonly title: string;
  readonly author: string;
  readonly at: Date;
}

export function openPage({ title, author, at }: PageOptions): Page {
  const { regular, bold } = loadFonts();
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font: regular as string,
    bufferPages: true,
    tagged: true,
    subset: 'PDF/A-2a',
    pdfVersion: '1.7',
    lang: 'bg-BG',
    displayTitle: true,
    info: { Title: plain(title), Author: plain(author), Creator: 'Prepiska', Producer: 'Prepiska', CreationDate: at },
  });
  pdf.registerFont('regular', regular).registerFont('bold', bold);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { pdf, root, finished: collect(pdf) };
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

export interface Style {
  readonly font?: 'regular' | 'bold';
  readonly size?: number;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly lineGap?: number;
  readonly left?: number;
  readonly width?: number;
}

const ENDLESS_WORD = /\S{100}(?=\S)/gu;

/** Lets a word without end be broken: pdfkit measures it letter by letter, which takes seconds. */
export const breakable = (text: string): string => text.replace(ENDLESS_WORD, '$&\u200b');

export function write({ pdf }: Page, text: string, style: Style = {}): void {
  const { font = 'regular', size = 11, color = INK, align = 'left', lineGap = 3 } = style;
  const { left = MARGIN, width = TEXT_WIDTH } = style;
  pdf.font(font).fontSize(size).fillColor(color).text(breakable(text), left, pdf.y, { align, lineGap, width });
}

export function block(page: Page, tag: 'P' | 'H1' | 'H2', text: string, style: Style, after: number): void {
  page.root.add(page.pdf.struct(tag, {}, () => write(page, text, style)));
  page.pdf.y += after;
}

/** Begins a page when what follows would be torn apart. */
export function keepTogether({ pdf }: Page, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
}
