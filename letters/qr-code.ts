import { create } from 'qrcode';

import { FAINT, MARGIN, TEXT_WIDTH } from './layout';
import { keepTogether, write, type Page } from './page';

const SIZE = 84;

/** A QR code at the left margin with lines beside it, never torn apart. It is drawn, not a picture: sharp on any printer. */
export function printQrCode(page: Page, { text, alt }: { text: string; alt: string }, lines: readonly string[]): void {
  const { pdf, root } = page;
  keepTogether(page, SIZE + 4);
  const top = pdf.y;
  root.add(pdf.struct('Figure', { alt }, () => draw(page, text, top)));
  const left = MARGIN + SIZE + 14;
  pdf.y = top + 2;
  for (const line of lines)
    root.add(
      pdf.struct('P', {}, () =>
        write(page, line, { size: 9, color: FAINT, lineGap: 2, left, width: TEXT_WIDTH - SIZE - 14 }),
      ),
    );
  pdf.y = Math.max(pdf.y, top + SIZE) + 8;
}

function draw({ pdf }: Page, text: string, top: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const unit = SIZE / modules.size;
  for (let row = 0; row < modules.size; row += 1)
    for (let from = 0; from < modules.size; from += 1) {
      let to = from;
      while (to < modules.size && modules.get(row, to)) to += 1;
      // Neighbours are one rectangle: thin white lines between them would confuse a reader.
      if (to > from) pdf.rect(MARGIN + from * unit, top + row * unit, (to - from) * unit, unit + 0.05);
      from = to;
    }
  pdf.fill('#000000');
}
