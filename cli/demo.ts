import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Command } from 'commander';

import { createRevocationClient } from '../activities/clients/revocation';
import type { Person } from '../domain/town';
import { signCms } from '../signature/creation/sign-cms';
import { sealPdf } from '../signature/creation/seal';
import { signerFromPkcs12 } from '../signature/creation/signer';
import { verify } from '../signature/verify';
import { findRunningStack, type StackAddresses } from '../stack/running-stack';
import { startStack } from '../stack/stack';
import { connectAs, type ApiClient, type ApplicationBody, type CaseFileBody, type ReceiptBody } from './client';
import { readDemo, type Demo, type DemoCase } from './demo-script';
import { proveJournal } from './verify-journal';

interface Options {
  readonly data?: string;
  readonly out: string;
  readonly lang: 'bg' | 'en';
  readonly json?: boolean;
}

interface DemoFiles {
  readonly service: string;
  readonly registrationNumber: string;
  readonly signed: string;
  readonly reply: string;
  readonly mail: string;
  readonly journal: string;
}

export function demo(command: Command): void {
  command
    .option(
      '--out <folder>',
      'where to save what was made',
      `demo-${new Date().toISOString().slice(0, 19).replace(/\D/g, '')}`,
    )
    .option(
      '--data <folder>',
      'data folder of the stack: the one that runs there, else its own (default: inside --out)',
    )
    .option('--lang <language>', 'bg or en', 'bg')
    .option('--json', 'the last line is one JSON object')
    .action(run);
}

/** Runs the main job for every service and checks each step; anything that does not hold ends it. */
async function run({ out, data, lang, json = false }: Options): Promise<void> {
  const started = Date.now();
  const line = (text: string): void => {
    const stream = json ? process.stderr : process.stdout;
    stream.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
  };
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  const demo = await readDemo();
  const stack = await findOrStart(data ?? join(folder, 'data'));
  const caseFiles: DemoFiles[] = [];
  let ok = true;
  try {
    for (const demoCase of demo.cases) caseFiles.push(await playThrough({ stack, folder, line, lang, demo }, demoCase));
  } catch (error) {
    ok = false;
    line(`✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  await stack.stop();
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  line(
    ok
      ? lang === 'bg'
        ? 'Всяка стъпка е изпълнена.'
        : 'Every step held.'
      : lang === 'bg'
        ? 'Прекъснато.'
        : 'Stopped.',
  );
  if (json) process.stdout.write(`${JSON.stringify({ ok, seconds, caseFiles, ports: stack.ports })}\n`);
  process.exit(ok ? 0 : 1);
}

/** Leaves a stack running that somebody else started. */
async function findOrStart(dataFolder: string): Promise<StackAddresses & { stop(): Promise<void> }> {
  const running = await findRunningStack(dataFolder);
  if (running) return { ...running, stop: async () => undefined };
  return startStack({ dataFolder, report: (text) => process.stderr.write(`${text}\n`) });
}

interface Stage {
  readonly stack: StackAddresses;
  readonly folder: string;
  readonly line: (text: string) => void;
  readonly lang: 'bg' | 'en';
  readonly demo: Demo;
}

async function playThrough(stage: Stage, demoCase: DemoCase): Promise<DemoFiles> {
  const { stack, folder, line, lang } = stage;
  const say = (bg: string, en: string): void => line(lang === 'bg' ? bg : en);
  const where = { api: stack.urls.api, issuer: stack.urls.issuer, audience: stack.audience };
  const person = citizenOf(stage.demo, demoCase);
  const citizen = await connectAs(where, person.id);
  const application = applicationOf(demoCase, person);

  const document = await citizen.makeDocument(application);
  say(
    `${person.name.bg} изтегля заявлението за услуга ${demoCase.service}.`,
    `${person.name.en} downloads the application for service ${demoCase.service}.`,
  );
  const signed = await sign(stack, demoCase, document);
  const signedFile = join(folder, `${demoCase.service}-${signed.name}`);
  await writeFile(signedFile, signed.bytes);
  const receipt = await citizen.file({ application, signed, ...(signed.detached && { content: document }) });
  say(
    `Подписаното заявление (${signed.name}) е регистрирано под № ${receipt.registrationNumber}.`,
    `The signed application (${signed.name}) is registered under No. ${receipt.registrationNumber}.`,
  );

  for (const act of demoCase.acts) {
    await perform(await connectAs(where, act.person), receipt, act.values);
    say(`${act.says.bg}.`, `${act.says.en}.`);
  }
  const closed = await untilClosed(citizen, receipt.caseFileId);
  return collect(stage, { citizen, closed, signedFile, email: application.applicant.email });
}

function citizenOf({ getPerson }: Demo, { citizen }: DemoCase): Required<Person> {
  const person = getPerson(citizen);
  if (!person.identifier) throw new Error(`demo.yaml has "${citizen}" apply, who is no citizen.`);
  return { ...person, identifier: person.identifier };
}

const applicationOf = (
  { service, data }: DemoCase,
  { name, identifier, email }: Required<Person>,
): ApplicationBody => ({
  service,
  applicant: { name: name.bg, identifier: { ...identifier }, email },
  data,
});

async function sign({ trustFolder }: StackAddresses, { citizen, signature }: DemoCase, document: Uint8Array) {
  const signer = signerFromPkcs12(await readFile(join(trustFolder, `${citizen}.p12`)), 'demo');
  const at = new Date();
  if (signature === 'pdf')
    return {
      name: 'application-signed.pdf',
      bytes: await sealPdf(document, signer, { at, reason: 'Заявление' }),
      detached: false,
    };
  const detached = signature === 'p7s';
  return {
    name: `application.pdf.${signature}`,
    bytes: await signCms(document, signer, { detached, signingTime: at }),
    detached,
  };
}

/** The work item must already be there: an approval answers when what follows from it is visible. */
async function perform(
  official: ApiClient,
  { caseFileId }: ReceiptBody,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const item = (await official.listWorkItems()).find((candidate) => candidate.caseFileId === caseFileId);
  if (!item) throw new Error(`No work item of ${caseFileId} waits for this person`);
  await official.complete(item.id, item.version, values);
}

const PATIENCE = 60_000;

async function untilClosed(citizen: ApiClient, id: string): Promise<CaseFileBody> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await sleep(100)) {
    const caseFile = await citizen.getCaseFile(id);
    if (caseFile.status === 'closed') return caseFile;
    if (caseFile.status === 'incident') throw new Error(`Case file ${caseFile.registrationNumber} has an incident`);
  }
  throw new Error(`Case file ${id} did not close in ${PATIENCE / 1000} s`);
}

interface Closed {
  readonly citizen: ApiClient;
  readonly closed: CaseFileBody;
  readonly signedFile: string;
  readonly email: string;
}

/** Saves what came out and checks it: the seal, the public page, the mail with the same PDF, the journal. */
async function collect(
  { stack, folder, line, lang }: Stage,
  { citizen, closed, signedFile, email }: Closed,
): Promise<DemoFiles> {
  const { id, service, registrationNumber } = closed;
  const document = closed.documents.find(({ kind }) => kind === 'reply');
  if (!document) throw new Error(`Case file ${registrationNumber} has no reply`);
  const reply = Buffer.from(await citizen.getDocument(id, document.id));
  const replyFile = join(folder, `${service}-reply.pdf`);
  await writeFile(replyFile, reply);
  await checkSeal(stack, reply);
  const journal = await citizen.getJournal(id);
  const journalFile = join(folder, `${service}-journal.json`);
  await writeFile(journalFile, JSON.stringify(journal, null, 2));
  const proof = await proveJournal(stack.databaseUrl, id);
  if (!proof.ok) throw new Error(`The journal of ${registrationNumber} is broken at entry ${proof.break?.sequence}`);
  const checked = await citizen.checkReply(verificationCodeOf(journal));
  if (checked.sha256 !== document.sha256) throw new Error('The public check names another document');
  const mailFile = join(folder, `${service}-reply.eml`);
  await writeFile(mailFile, await findMail(stack, { email, registrationNumber, reply }));
  line(
    lang === 'bg'
      ? `Подпечатаният отговор (${closed.outcome}) е проверен и получен на ${email}; дневникът е цял.`
      : `The sealed reply (${closed.outcome}) was verified and arrived at ${email}; the journal is whole.`,
  );
  return { service, registrationNumber, signed: signedFile, reply: replyFile, mail: mailFile, journal: journalFile };
}

async function checkSeal({ trustFolder, ports }: StackAddresses, pdf: Buffer): Promise<void> {
  const root = new X509Certificate(await readFile(join(trustFolder, 'root.pem')));
  const fetcher = createRevocationClient({ privateHosts: [`127.0.0.1:${ports.trust}`] });
  const { report } = await verify({ bytes: pdf }, { at: new Date(), anchors: [root.raw], fetcher });
  if (report.indication !== 'TOTAL_PASSED') throw new Error(`The seal is ${report.indication}/${report.subIndication}`);
}

function verificationCodeOf(journal: readonly Record<string, unknown>[]): string {
  const issued = journal.find(({ type }) => type === 'reply-issued') as
    { payload?: { reply?: { verificationCode?: string } } } | undefined;
  return issued?.payload?.reply?.verificationCode ?? '';
}

interface MailSummary {
  readonly subject: string;
  readonly to: string;
  readonly sourceUrl: string;
  readonly attachments: readonly { readonly url: string }[];
}

async function findMail(
  { urls }: StackAddresses,
  wanted: { email: string; registrationNumber: string; reply: Buffer },
): Promise<string> {
  const messages = (await (await fetch(`${urls.mail}/messages.json`)).json()) as MailSummary[];
  const message = messages.find(
    ({ subject, to }) => to === wanted.email && subject.includes(wanted.registrationNumber),
  );
  const [attachment] = message?.attachments ?? [];
  if (!message || !attachment) throw new Error(`No mail with the reply arrived at ${wanted.email}`);
  const sent = Buffer.from(await (await fetch(urls.mail + attachment.url)).arrayBuffer());
  if (!sent.equals(wanted.reply)) throw new Error('The mail holds another document than the case file');
  return (await fetch(urls.mail + message.sourceUrl)).text();
}
