import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'playwright-core';

import { ADDRESS } from '../support/applications';
import { openBrowser, signIn, sitDown } from '../support/browser';
import { look, lookInBothLanguages } from '../support/look';
import { pdfText } from '../support/pdf-text';
import { applicationOf, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let browser: Browser;
beforeAll(async () => {
  stack = await startTestStack();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await stack?.remove();
}, 60_000);

it('takes a citizen from the form to the sealed reply, through two officials, in Bulgarian', async () => {
  const citizen = await sitDown(browser, 360);
  await citizen.goto(stack.urls.home);
  await lookInBothLanguages(citizen, 'home');
  await citizen.getByRole('link', { name: 'Удостоверение за наследници' }).click();
  await lookInBothLanguages(citizen, 'service');
  await citizen.getByRole('button', { name: 'Подай заявление' }).click();
  await citizen.getByRole('button', { name: 'Мария' }).waitFor();
  await look(citizen, 'sign-in');
  await citizen.getByRole('button', { name: 'Мария' }).click();

  await citizen.getByLabel('Трите имена на починалия').fill('Иван Петров Иванов');
  await lookInBothLanguages(citizen, 'apply');
  await citizen.getByLabel('Трите имена на починалия').fill('Иван Петров Иванов');
  await citizen.getByRole('button', { name: 'Продължи' }).click();
  await citizen.locator('.govuk-error-summary').waitFor();
  expect(await citizen.title()).toMatch(/^Грешка/);
  await look(citizen, 'apply-error-bg');
  await citizen.getByLabel('Дата на смъртта').fill('2026-09-14');
  await citizen.getByLabel('Наследници').fill('Мария Петрова Иванова, дъщеря');
  await citizen.getByLabel('Брой екземпляри').fill('1');
  await citizen.getByRole('button', { name: 'Продължи' }).click();
  await heading(citizen, 'Подпишете заявлението');
  await lookInBothLanguages(citizen, 'sign');

  const { folder, signed } = await signAsThePageSays(citizen);
  await citizen.getByLabel('Качете подписания файл').setInputFiles(join(folder, 'application.pdf'));
  await citizen.getByRole('button', { name: 'Подай' }).click();
  await citizen.locator('.govuk-error-summary').waitFor();
  await look(citizen, 'sign-error-bg');
  await citizen.getByLabel('Качете подписания файл').setInputFiles(signed);
  await citizen.getByRole('button', { name: 'Подай' }).click();
  await heading(citizen, 'Заявлението е регистрирано');
  await lookInBothLanguages(citizen, 'receipt');
  const code = (await citizen.locator('p', { hasText: 'Код за достъп' }).locator('strong').textContent()) ?? '';
  await citizen.getByRole('link', { name: 'Към преписката' }).click();
  await heading(citizen, 'Преписка №');
  const caseFile = citizen.url();

  const officer = await sitDown(browser, 1280);
  await signIn(officer, stack, 'Иван Маринов');
  await officer.goto(`${stack.urls.home}office`);
  await lookInBothLanguages(officer, 'inbox');
  await officer.getByRole('link', { name: /Подготовка на удостоверението/ }).click();
  await heading(officer, 'Подготовка на удостоверението');
  await lookInBothLanguages(officer, 'work-item');
  const otherUnit = await sitDown(browser, 1280);
  await signIn(otherUnit, stack, 'Димо Желев');
  expect((await otherUnit.goto(officer.url()))?.status()).toBe(403);
  await lookInBothLanguages(otherUnit, 'other-unit');
  await officer.getByRole('button', { name: 'Готово за одобрение' }).click();
  await heading(officer, 'Решението е записано');
  await look(officer, 'done-bg');

  const head = await sitDown(browser, 1280);
  await signIn(head, stack, 'Радка Василева');
  await head.goto(`${stack.urls.home}office`);
  await head.getByRole('link', { name: /^Одобряване/ }).click();
  await head.getByRole('button', { name: 'Връщам' }).click();
  await head.locator('.govuk-error-summary').waitFor();
  await look(head, 'approval-error-bg');
  await head.getByRole('button', { name: 'Одобрявам' }).click();
  await heading(head, 'Решението е записано');

  await waitUntilClosed(citizen, caseFile);
  await lookInBothLanguages(citizen, 'case-file');
  const reply = await download(citizen, /^Отговор/);
  const text = pdfText(await readFile(reply));
  expect(text).toContain('Мария Петрова Иванова, дъщеря');

  await citizen.goto(`${stack.urls.home}case-files`);
  await lookInBothLanguages(citizen, 'case-files');
  await citizen.goto(`${stack.urls.home}check/${/\/check\/(\S+)/.exec(text)?.[1]}`);
  await heading(citizen, 'Проверка на документ');
  await lookInBothLanguages(citizen, 'check');

  const stranger = await sitDown(browser, 360);
  await stranger.goto(`${stack.urls.home}status`);
  await lookInBothLanguages(stranger, 'status');
  await stranger.getByLabel('Регистрационен номер').fill('няма такъв');
  await stranger.getByLabel('Код за достъп').fill('грешен');
  await stranger.getByRole('button', { name: 'Покажи' }).click();
  await stranger.locator('.govuk-error-summary').waitFor();
  await lookInBothLanguages(stranger, 'status-error');
  await citizen.goto(caseFile);
  const number = /№ (\S+)/.exec((await citizen.locator('h1').textContent()) ?? '')?.[1] ?? '';
  await stranger.getByLabel('Регистрационен номер').fill(number);
  await stranger.getByLabel('Код за достъп').fill(code);
  await stranger.getByRole('button', { name: 'Покажи' }).click();
  await stranger.getByText('Приключена').waitFor();
  await lookInBothLanguages(stranger, 'status-found');

  await stranger.goto(stack.urls.mail);
  await look(stranger, 'mail');
  await stranger.getByRole('link').first().click();
  await stranger.getByRole('link', { name: '.eml' }).waitFor();
  await look(stranger, 'mail-message');
}, 300_000);

it('carries an application in English to the refusal of the deputy mayor', async () => {
  const citizen = await sitDown(browser, 360);
  await signIn(citizen, stack, 'Georgi Stoyanov');
  await citizen.goto(`${stack.urls.home}language/en?returnTo=/services/2086/apply`);
  await citizen.getByRole('button', { name: 'Continue' }).click();
  await citizen.locator('.govuk-error-summary').waitFor();
  await look(citizen, 'apply-error-en');
  await citizen.getByLabel('Where the trees are').selectOption('in a village');
  await citizen.getByLabel('Address or number of the property').fill('Горно село, 000123');
  await citizen.getByLabel('Number of trees').fill('3');
  await citizen.getByLabel('Species of the trees').fill('орех');
  await citizen.getByLabel('Reason for felling').fill('Сухи са');
  await citizen.getByRole('button', { name: 'Continue' }).click();
  await heading(citizen, 'Sign the application');
  const { folder, signed } = await signAsThePageSays(citizen);
  await citizen.getByLabel('Upload the signed file').setInputFiles(join(folder, 'georgi-dimitrov.p12'));
  await citizen.getByRole('button', { name: 'Submit' }).click();
  await citizen.locator('.govuk-error-summary').waitFor();
  await look(citizen, 'sign-error-en');
  await citizen.getByLabel('Upload the signed file').setInputFiles(signed);
  await citizen.getByRole('button', { name: 'Submit' }).click();
  await heading(citizen, 'The application is registered');
  await citizen.getByRole('link', { name: 'To the case file' }).click();
  await heading(citizen, 'Case file №');
  const caseFile = citizen.url();

  const officer = await sitDown(browser, 1280);
  await signIn(officer, stack, 'Dimo');
  await officer.goto(`${stack.urls.home}language/en?returnTo=/office`);
  await officer.getByRole('link', { name: /^Inspection and finding/ }).click();
  await officer.getByLabel('Recommendation').selectOption('to refuse');
  await officer.getByLabel('Finding of the inspection').fill('Дърветата са здрави.');
  await officer.getByRole('button', { name: 'Submit for decision' }).click();
  await heading(officer, 'The decision is recorded');
  await look(officer, 'done-en');

  const deputyMayor = await sitDown(browser, 1280);
  await signIn(deputyMayor, stack, 'Anton');
  await deputyMayor.goto(`${stack.urls.home}language/en?returnTo=/office`);
  await deputyMayor.getByRole('link', { name: /^Decision of the deputy mayor/ }).click();
  await lookInBothLanguages(deputyMayor, 'decision');
  await deputyMayor.getByRole('button', { name: 'Refuse' }).click();
  await deputyMayor.locator('.govuk-error-summary').waitFor();
  await look(deputyMayor, 'decision-error-en');
  await deputyMayor.getByLabel('Factual ground of the refusal').fill('Дърветата са здрави.');
  await deputyMayor.getByRole('button', { name: 'Refuse' }).click();
  await heading(deputyMayor, 'The decision is recorded');

  await waitUntilClosed(citizen, caseFile);
  await look(citizen, 'case-file-refused-en');
  expect(pdfText(await readFile(await download(citizen, /^Reply/)))).toContain('Отказът може да се обжалва');
}, 300_000);

it('shows an official a signature of another person, in words', async () => {
  const application = await applicationOf('maria-ivanova', '2128', ADDRESS);
  const maria = await stack.as('maria-ivanova');
  await maria.file(await stack.sign(application, 'georgi-dimitrov'));
  const clerk = await sitDown(browser, 1280);
  await signIn(clerk, stack, 'Стефка');
  await clerk.getByRole('link', { name: /^Проверка на подписа/ }).click();
  await clerk.getByText('Подписът е на друго лице').waitFor();
  await lookInBothLanguages(clerk, 'signature-review');
});

it('says in words that a page is not there', async () => {
  const page = await sitDown(browser, 360);
  const response = await page.goto(`${stack.urls.home}nowhere`);

  expect(response?.status()).toBe(404);
  await heading(page, 'Страницата не е намерена');
  await lookInBothLanguages(page, 'not-found');
});

it('lets no script run on any page', async () => {
  const policy = (await fetch(stack.urls.home)).headers.get('content-security-policy');

  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
});

it('refuses a forged form', async () => {
  const response = await fetch(`${stack.urls.home}sign-out`, {
    method: 'POST',
    body: new URLSearchParams({ csrf: 'forged' }),
    redirect: 'manual',
  });

  expect(response.status).toBe(403);
});

/** Downloads what the signing page offers and runs the commands it shows, line by line. */
async function signAsThePageSays(page: Page): Promise<{ folder: string; signed: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-browser-'));
  await download(page, 'application.pdf', folder);
  await download(page, /\.p12$/, folder);
  const commands = (await page.locator('code').innerText()).split('\n').filter((line) => line.startsWith('openssl'));
  for (const command of commands) execFileSync('sh', ['-c', command], { cwd: folder });
  return { folder, signed: join(folder, 'application.pdf.p7s') };
}

async function download(page: Page, name: string | RegExp, folder?: string): Promise<string> {
  const link = page.getByRole('link', { name });
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  if (!folder) return file.path();
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

async function heading(page: Page, text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

async function waitUntilClosed(page: Page, url: string): Promise<void> {
  const state = page.locator('.govuk-summary-list').getByText(/^(Приключена|Closed)$/);
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(url);
    if ((await state.count()) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The case file at ${url} does not end`);
}
