import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign, verify as verifyRaw, webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ContentInfo, CryptoEngine, SignedData, setEngine } from 'pkijs';

import { createVerifier } from '../activities/verifier/verifier';
import { verify, type SignedFile, type VerifyOptions } from '../signature/verify';
import { median, write } from './engine/table';
import { NOW, anchors, cades, document, lists, longList, pdf, seal, timeStamp } from './signature/material';

/** `npm run bench:signature`: the check and the seal, beside pkijs in the same run. Seconds are processor seconds of one thread. */

const KIB = 1024;
const MIB = 1024 * KIB;
const options: VerifyOptions = { at: NOW, anchors, crls: lists };

async function sound(file: SignedFile, more: Partial<VerifyOptions> = {}): Promise<void> {
  const { report } = await verify(file, { ...options, ...more });
  if (report.indication !== 'TOTAL_PASSED') throw new Error(JSON.stringify(report));
}

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

interface Load {
  readonly aSecond: number;
  /** Processor milliseconds of each piece, sorted. */
  readonly each: readonly number[];
}

async function load(count: number, work: () => Promise<unknown>): Promise<Load> {
  // As in a process that has run for a while: what is compiled later is not counted.
  for (let at = 0; at < count; at += 1) await work();
  const before = processor();
  const each: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = processor();
    await work();
    each.push(processor() - start);
  }
  return { aSecond: (count * 1000) / (processor() - before), each: each.sort((left, right) => left - right) };
}

const quantile = (sorted: readonly number[], part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;

/** What no check can be faster than: the hash of the document and one signature. */
async function benchCeiling(): Promise<void> {
  const content = document(100 * KIB);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attributes = document(200);
  const signature = sign('sha256', attributes, privateKey);
  const { aSecond } = await load(4_000, async () => {
    createHash('sha256').update(content).digest();
    verifyRaw('sha256', attributes, publicKey, signature);
  });
  write({ name: 'node:crypto alone: hash of 100 KiB, RSA-2048', value: aSecond, unit: '/s' });
}

async function benchCades(): Promise<void> {
  const content = document(100 * KIB);
  const bytes = await cades(content);
  const { aSecond, each } = await load(8_000, () => sound({ bytes, content }));
  write({
    name: 'CAdES-B, 100 KiB, RSA-2048, three certificates',
    value: aSecond,
    unit: '/s',
    budget: { least: 2_500 },
  });
  write({ name: '  99 of 100 within', value: quantile(each, 0.99), unit: 'ms', budget: { most: 20 } });
  const theirs = await load(200, () => byPkijs(bytes, content));
  write({ name: '  pkijs, the signature alone, no certificates', value: theirs.aSecond, unit: '/s' });
}

setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto as Crypto }));

async function byPkijs(bytes: Buffer, content: Buffer): Promise<void> {
  const { content: schema } = ContentInfo.fromBER(new Uint8Array(bytes).buffer);
  const signed = new SignedData({ schema });
  if (!(await signed.verify({ signer: 0, data: new Uint8Array(content).buffer }))) throw new Error('pkijs refuses it');
}

async function benchPades(): Promise<void> {
  const bytes = await seal(pdf(100 * KIB));
  const { aSecond, each } = await load(2_000, () => sound({ bytes }));
  write({ name: 'PAdES-B, 100 KiB', value: aSecond, unit: '/s', budget: { least: 800 } });
  write({ name: '  99 of 100 within', value: quantile(each, 0.99), unit: 'ms', budget: { most: 20 } });
}

async function benchLarge(): Promise<void> {
  const content = document(2 * MIB);
  const bytes = await cades(content, { timeStamp });
  const { each } = await load(20, () => sound({ bytes, content }));
  write({ name: 'CAdES-T with lists, 2 MiB', value: median(each), unit: 'ms', budget: { most: 300 } });
}

async function benchLargePdf(): Promise<void> {
  const bytes = await seal(pdf(20 * MIB));
  const { each } = await load(4, () => sound({ bytes }));
  write({ name: 'PAdES-B, 20 MiB', value: median(each), unit: 'ms', budget: { most: 1_000 } });
  write({ name: '  memory besides', value: await memoryFor(bytes), unit: 'MiB', budget: { most: 150 } });
}

/** What a process that has checked a small file uses more for a large one, its bytes read before; without trust, which costs nothing. */
async function memoryFor(large: Buffer): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'prepiska-bench-'));
  try {
    const files = [await seal(pdf(KIB)), large].map((bytes, at) => [join(folder, `${at}.pdf`), bytes] as const);
    for (const [file, bytes] of files) writeFileSync(file, bytes);
    const self = process.argv[1] ?? '';
    const args = [...process.execArgv, self, ...files.map(([file]) => file)];
    return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureMemory(files: readonly string[]): Promise<void> {
  const [small, large] = files.map((file) => readFileSync(file));
  if (!small || !large) throw new Error('Two files, a small one and a large one');
  await verify({ bytes: small }, { at: NOW, anchors: [] });
  const before = process.resourceUsage().maxRSS;
  await verify({ bytes: large }, { at: NOW, anchors: [] });
  process.stdout.write(String((process.resourceUsage().maxRSS - before) / KIB));
}

async function benchSeal(): Promise<void> {
  const file = pdf(100 * KIB);
  const stamps: number[] = [];
  const stamp = async (digest: Uint8Array): Promise<Uint8Array> => {
    const start = processor();
    const token = await timeStamp(digest);
    stamps.push(processor() - start);
    return token;
  };
  const { each } = await load(100, () => seal(file, { timeStamp: stamp }));
  const besides = median(each) - median(stamps);
  write({ name: 'seal to PAdES-B-T, besides the authority', value: besides, unit: 'ms', budget: { most: 30 } });
}

async function benchList(): Promise<void> {
  const content = document(KIB);
  const bytes = await cades(content);
  const crls = [...lists.slice(0, 1), longList()];
  const plain = median((await load(200, () => sound({ bytes, content }))).each);
  const start = processor();
  await sound({ bytes, content }, { crls });
  write({ name: 'list of 50,000 entries, once', value: processor() - start - plain, unit: 'ms', budget: { most: 50 } });
  const again = median((await load(200, () => sound({ bytes, content }, { crls }))).each);
  write({ name: '  each look-up after that', value: again - plain, unit: 'ms', budget: { most: 0.1 } });
}

/** What it costs that a file is judged in a thread of its own; by the clock. */
async function benchThreads(): Promise<void> {
  const content = document(100 * KIB);
  const bytes = await cades(content);
  const started = performance.now();
  const verifier = createVerifier();
  await verifier.verify({ bytes, content }, options);
  write({ name: 'first answer of a new thread', value: performance.now() - started, unit: 'ms' });
  const times: number[] = [];
  for (let at = 0; at < 500; at += 1) {
    const start = performance.now();
    await verifier.verify({ bytes, content }, options);
    times.push(performance.now() - start);
  }
  write({ name: '  each further one', value: median(times), unit: 'ms' });
  await verifier.close();
}

async function main(): Promise<void> {
  await benchCeiling();
  await benchCades();
  await benchPades();
  await benchLarge();
  await benchLargePdf();
  await benchSeal();
  await benchList();
  await benchThreads();
}

const files = process.argv.slice(2);
await (files.length > 0 ? measureMemory(files) : main());
