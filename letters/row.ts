import { FAINT, MARGIN, TEXT_WIDTH } from './layout';
import { breakable, keepTogether, write, type Page, type Style } from './page';

const LABEL: Style = { size: 10, color: FAINT, lineGap: 2, width: 150 };
const VALUE: Style = { size: 10, lineGap: 2, left: MARGIN + 162, width: TEXT_WIDTH - 162 };

/** Longer rows may run over to the next page. */
const MAX_KEPT = 200;

/** A label and its value side by side. */
export function printRow(page: Page, label: string, value: string): void {
  const { pdf, root } = page;
  const height = Math.max(heightOf(page, label, LABEL), heightOf(page, value, VALUE));
  keepTogether(page, Math.min(height, MAX_KEPT));
  const top = pdf.y;
  const begun = pdf.page;
  const both = pdf.struct('P', {}, [
    () => write(page, `${label}: `, LABEL),
    () => {
      pdf.y = top;
      write(page, value, VALUE);
    },
  ]);
  root.add(both);
  pdf.y = (pdf.page === begun ? top + height : pdf.y) + 4;
}

function heightOf({ pdf }: Page, text: string, { size = 10, lineGap = 2, width = TEXT_WIDTH }: Style): number {
  return pdf.font('regular').fontSize(size).heightOfString(breakable(text), { width, lineGap });
}
