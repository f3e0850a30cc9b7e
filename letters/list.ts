import { keepTogether, write, type Page } from './page';

/** Numbered items, one below the other. */
export function printList(page: Page, items: readonly string[]): void {
  const { pdf, root } = page;
  const list = pdf.struct('L');
  root.add(list);
  items.forEach((item, index) => {
    keepTogether(page, 30);
    const body = pdf.struct('LBody', {}, () => write(page, `${index + 1}. ${item}`, { lineGap: 2 }));
    list.add(pdf.struct('LI', {}, [body]));
    pdf.y += 3;
  });
  list.end();
  pdf.y += 6;
}
