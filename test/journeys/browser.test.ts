import { readFile, writeFile, mkdtemp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Browser, type Page } from 'playwright-core';

import { signCms } from '../../signature/cms';
import { signerFromPkcs12 } from '../../signature/signer';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let browser: Browser;
const pictures = process.env.PICTURES;
beforeAll(async () => {
  stack = await startTestStack();
  browser = await chromium.launch({
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
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
}, 60_000);

/** A person at a browser that runs no JavaScript. */
async function sitDown(width: number): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width, height: 900 },
    acceptDownloads: true,
  });
  return context.newPage();
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${stack.urls.home}sign-in`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: /^(Изход|Sign out)/ }).waitFor();
}

/** Pictures of the pages, for whoever wants to look: PICTURES=<folder>. */
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

it('takes a citizen from the form to the sealed reply, through two officials, without JavaScript', async () => {
  const citizen = await sitDown(360);
  await citizen.goto(stack.urls.home);
  await picture(citizen, 'home-bg-360');
  await signIn(citizen, 'Мария');
  await citizen.goto(`${stack.urls.home}services/2016`);
  await picture(citizen, 'service-bg-360');
  await citizen.getByRole('button', { name: 'Подай заявление' }).click();

  await citizen.getByLabel('Трите имена на починалия').fill('Иван Петров Иванов');
  await citizen.getByRole('button', { name: 'Продължи' }).click();
  await citizen.locator('.govuk-error-summary').waitFor();
  expect(await citizen.title()).toMatch(/^Грешка/);
  await picture(citizen, 'apply-error-bg-360');
  await citizen.getByLabel('Дата на смъртта').fill('2026-09-14');
  await citizen.getByLabel('Наследници').fill('Мария Петрова Иванова, дъщеря');
  await citizen.getByLabel('Брой екземпляри').fill('1');
  await citizen.getByRole('button', { name: 'Продължи' }).click();
  await picture(citizen, 'sign-bg-360');

  const [download] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: 'application.pdf' }).click(),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-browser-'));
  const signer = signerFromPkcs12(await readFile(join(stack.trustFolder, 'maria-ivanova.p12')), 'demo');
  const signed = join(folder, 'application.pdf.p7s');
  await writeFile(
    signed,
    await signCms(await readFile(await download.path()), signer, { detached: true, signingTime: new Date() }),
  );
  await citizen.getByLabel('Качете подписания файл').setInputFiles(signed);
  await citizen.getByRole('button', { name: 'Подай' }).click();
  await expectHeading(citizen, 'Заявлението е регистрирано');
  await picture(citizen, 'receipt-bg-360');
  await citizen.getByRole('link', { name: 'Към преписката' }).click();
  const caseFile = citizen.url();

  const officer = await sitDown(1280);
  await signIn(officer, 'Иван Маринов');
  await picture(officer, 'inbox-bg-1280');
  await officer.getByRole('link', { name: /Подготовка на удостоверението/ }).click();
  await picture(officer, 'work-item-bg-1280');
  await officer.getByRole('button', { name: 'Готово за одобрение' }).click();
  await expectHeading(officer, 'Решението е записано');

  const head = await sitDown(1280);
  await signIn(head, 'Радка Василева');
  await head.goto(`${stack.urls.home}language/en?returnTo=/office`);
  await head.getByRole('link', { name: /Approval by the head|Одобряване/ }).click();
  await picture(head, 'work-item-en-1280');
  await head.getByRole('button', { name: 'Approve' }).click();
  await expectHeading(head, 'The decision is recorded');

  await expect(reloadUntil(citizen, caseFile, 'Удостоверение')).resolves.toBe(true);
  await citizen.goto(`${stack.urls.home}language/en?returnTo=${new URL(caseFile).pathname}`);
  await picture(citizen, 'case-file-en-360');
  const [reply] = await Promise.all([
    citizen.waitForEvent('download'),
    citizen.getByRole('link', { name: /^Reply/ }).click(),
  ]);
  expect((await readFile(await reply.path())).subarray(0, 5).toString()).toBe('%PDF-');
}, 120_000);

it('says in words that a page is not there', async () => {
  const page = await sitDown(360);
  const response = await page.goto(`${stack.urls.home}nowhere`);

  expect(response?.status()).toBe(404);
  await expectHeading(page, 'Страницата не е намерена');
  await picture(page, 'not-found-bg-360');
});

it('refuses a forged form', async () => {
  const response = await fetch(`${stack.urls.home}sign-out`, {
    method: 'POST',
    body: new URLSearchParams({ csrf: 'forged' }),
    redirect: 'manual',
  });

  expect(response.status).toBe(403);
});

async function expectHeading(page: Page, text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function reloadUntil(page: Page, url: string, text: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(url);
    if ((await page.locator('.govuk-summary-list').first().textContent())?.includes('Приключена')) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return (await page.locator('main').textContent())?.includes(text) ?? false;
}
