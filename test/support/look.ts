import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const WIDTHS = [360, 1280];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = join(__dirname, '../../node_modules/axe-core/axe.min.js');

/** PICTURES=<folder> keeps what was seen, for human eyes. */
const pictures = process.env.PICTURES;

/**
 * Looks at the page a person has before them, on a phone and on a screen: nothing is cut off, nothing needs a script, and axe finds
 * no barrier.
 */
export async function look(page: Page, name: string): Promise<void> {
  expect(await page.locator('script').count()).toBe(0);
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (pictures) await takePicture(page, join(pictures, `${name}-${width}.png`));
    const isCut = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect({ name, width, isCut, barriers: await barriers(page) }).toEqual({ name, width, isCut: false, barriers: [] });
  }
  if (before) await page.setViewportSize(before);
}

async function takePicture(page: Page, path: string): Promise<void> {
  await mkdir(pictures!, { recursive: true });
  await page.screenshot({ path, fullPage: true });
}

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })})`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The page as it is, and as it is in the other language; for pages that a GET shows. */
export async function lookInBothLanguages(page: Page, name: string): Promise<void> {
  const before = await page.locator('html').getAttribute('lang');
  for (const language of ['bg', 'en']) {
    if ((await page.locator('html').getAttribute('lang')) !== language) await switchLanguage(page, language);
    await look(page, `${name}-${language}`);
  }
  if (before !== 'en') await switchLanguage(page, 'bg');
}

async function switchLanguage(page: Page, language: string): Promise<void> {
  await page.locator(`a[href^="/language/${language}"]`).click();
  await page.locator(`html[lang="${language}"]`).waitFor();
}
