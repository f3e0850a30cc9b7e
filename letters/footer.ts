import type PDFDocument from 'pdfkit';

import { FAINT, MARGIN, TEXT_WIDTH } from './layout';

/** What document and which of its pages, on every page; a reader skips it. */
export function printFooters(pdf: InstanceType<typeof PDFDocument>, text: string): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    // Below the margin pdfkit would begin a new page.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - MARGIN + 22;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('regular').fontSize(8).fillColor(FAINT);
    pdf.text(text, MARGIN, y, { width: TEXT_WIDTH - 90, height: 12, ellipsis: true });
    pdf.text(`стр. ${index + 1} от ${count}`, MARGIN, y, { width: TEXT_WIDTH, align: 'right' });
    pdf.endMarkedContent();
  }
}
