import { chromium, type Browser, type Page } from 'playwright-core';

import type { TestStack } from './stack';

/** Debian's Chromium, that asks nobody outside for anything. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A person at a browser of their own. */
export async function sitDown(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true });
  return context.newPage();
}

export async function signIn(page: Page, { urls }: TestStack, name: string): Promise<void> {
  await page.goto(`${urls.home}sign-in`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: /^(Изход|Sign out)/ }).waitFor();
}
