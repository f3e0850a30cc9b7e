import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Command } from 'commander';

import { createRevocationClient } from '../activities/clients/revocation';
import { createVerifier, type Verifier } from '../activities/verifier/verifier';
import type { Report } from '../signature/report';
import type { VerifyOptions } from '../signature/verify';
import { findRunningStack } from '../stack/running-stack';
import { readCertificates } from './certificates';
import { withDatabaseOptions, type DatabaseOptions } from './database';
import { verifyJournal } from './verify-journal';

interface Options extends DatabaseOptions {
  readonly content?: string;
  readonly trust?: string;
  readonly crl: readonly string[];
  readonly ocsp: readonly string[];
  readonly offline?: boolean;
  readonly at?: string;
  readonly journal?: string;
  readonly json?: boolean;
}

/** The worst of several files is the answer. */
const EXIT = { TOTAL_PASSED: 0, TOTAL_FAILED: 1, INDETERMINATE: 2 } as const;
const UNUSABLE = 3;

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

export function verify(command: Command): void {
  withDatabaseOptions(command)
    .argument('[files...]', 'signed files')
    .option('--content <file>', 'what a detached signature stands over')
    .option('--trust <path>', 'trusted certificates: a folder or a PEM/DER file')
    .option('--crl <file>', 'revocation list, repeatable', collect, [])
    .option('--ocsp <file>', 'OCSP answer, repeatable', collect, [])
    .option('--offline', 'ask no issuer')
    .option('--at <time>', 'as of this time (ISO 8601)')
    .option('--journal <case file>', 'prove the journal of a case file (its registration number or id) instead')
    .option('--json', 'one JSON object a line, one line a file')
    .action(run);
}

async function run(files: readonly string[], options: Options): Promise<void> {
  if (options.journal !== undefined) {
    process.exitCode = await verifyJournal(options.journal, options);
    return;
  }
  if (files.length === 0) throw new Error('Say which file to verify.');
  const settings = await settingsOf(options);
  const content = options.content === undefined ? undefined : await readFile(options.content);
  const verifier = createVerifier();
  const check: Check = async (file) =>
    verifier.verify({ bytes: await readFile(file), ...(content && { content }) }, settings);
  const codes: number[] = [];
  for (const file of files) codes.push(await verifyFile(file, check, options));
  process.exitCode = Math.max(...codes);
  await verifier.close();
}

type Check = (file: string) => ReturnType<Verifier['verify']>;

async function verifyFile(file: string, check: Check, { json }: Options): Promise<number> {
  try {
    const { report } = await check(file);
    process.stdout.write(json ? `${JSON.stringify({ file, ...report })}\n` : inWords(file, report));
    return EXIT[report.indication];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (json) process.stdout.write(`${JSON.stringify({ file, error: message })}\n`);
    else process.stderr.write(`${file}: ${message}\n`);
    return UNUSABLE;
  }
}

async function settingsOf({ trust, crl, ocsp, offline, at, data }: Options): Promise<VerifyOptions> {
  const time = at === undefined ? new Date() : new Date(at);
  if (Number.isNaN(time.getTime())) throw new Error(`"${at}" is no ISO 8601 time.`);
  const fetcher = offline ? undefined : createRevocationClient({ privateHosts: await hostsOf(data) });
  return {
    at: time,
    anchors: trust === undefined ? [] : await readTrust(trust),
    crls: await readAll(crl),
    ocsps: await Promise.all(ocsp.map((file) => readFile(file))),
    ...(fetcher && { fetcher }),
  };
}

/** A demo authority answers on this machine: it is asked only while its stack runs. */
async function hostsOf(data: string): Promise<string[]> {
  const stack = await findRunningStack(data);
  return stack ? [new URL(stack.urls.trust).host] : [];
}

async function readTrust(path: string): Promise<Buffer[]> {
  if (!(await stat(path)).isDirectory()) return readAll([path]);
  const names = (await readdir(path)).filter((name) => /\.(pem|crt|cer|der)$/i.test(name));
  return readAll(names.map((name) => join(path, name)));
}

const readAll = async (files: readonly string[]): Promise<Buffer[]> =>
  (await Promise.all(files.map(async (file) => readCertificates(await readFile(file))))).flat();

function inWords(file: string, { indication, subIndication, signatures }: Report): string {
  const lines = signatures.flatMap(({ signedBy, errors, warnings, infos }) => [
    `  ${signedBy?.name ?? '?'}`,
    ...[...errors, ...warnings, ...infos].map(({ bg, en }) => `    ${bg}\n    ${en}`),
  ]);
  return `${file}: ${indication}${subIndication ? `/${subIndication}` : ''}\n${lines.join('\n')}\n`;
}
