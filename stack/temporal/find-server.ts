import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VERSION = '1.31.2';
const RELEASE = `https://github.com/temporalio/temporal/releases/download/v${VERSION}`;
/** A release that cannot be reached must not hold up the start. */
const REACH = 3_000;

export interface TemporalBinaries {
  readonly server: string;
  readonly sql: string;
}

type Report = (line: string) => void;

/** Finds the real Temporal server, or gets it once for this machine; two starts at the same moment get it once. */
export async function findTemporal(report: Report, env: NodeJS.ProcessEnv = process.env): Promise<TemporalBinaries> {
  if (env.TEMPORAL_SERVER_PATH) return inFolder(env.TEMPORAL_SERVER_PATH);
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'prepiska', `temporal-${VERSION}`);
  if (isComplete(inFolder(cache))) return inFolder(cache);
  await mkdir(cache, { recursive: true });
  return alone(join(cache, 'lock'), report, async () => {
    if (isComplete(inFolder(cache))) return inFolder(cache);
    const tried: string[] = [`our cache ${cache}: empty`];
    for (const [name, get] of [
      ['release archive', fromRelease],
      ['go install', fromGo],
    ] as const) {
      try {
        await get(cache, report, env);
        return inFolder(cache);
      } catch (error) {
        tried.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
    throw new Error(
      `There is no Temporal server ${VERSION}. Tried:\n  ${tried.join('\n  ')}\nInstall Go 1.24 or newer, or name a folder with "server" and "sql" in TEMPORAL_SERVER_PATH, or a running cluster in TEMPORAL_ADDRESS.`,
    );
  });
}

const inFolder = (folder: string): TemporalBinaries => ({ server: join(folder, 'server'), sql: join(folder, 'sql') });

const isComplete = ({ server, sql }: TemporalBinaries): boolean => existsSync(server) && existsSync(sql);

/** Whoever comes second waits for the first; a lock that nobody touches for a minute was left by a killed one. */
async function alone<T>(lock: string, report: Report, work: () => Promise<T>): Promise<T> {
  for (let said = false; ; said = true) {
    const handle = await open(lock, 'wx').catch(() => undefined);
    if (handle) {
      await handle.close();
      break;
    }
    if (!said) report('another start is getting the Temporal server; waiting for it');
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > 60_000) await rm(lock, { force: true });
    await sleep(500);
  }
  const alive = setInterval(() => void writeFile(lock, ''), 10_000);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await rm(lock, { force: true });
  }
}

async function fromRelease(cache: string): Promise<void> {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const name = `temporal_${VERSION}_${platform}.tar.gz`;
  const sums = await (await fetch(`${RELEASE}/checksums.txt`, { signal: AbortSignal.timeout(REACH) })).text();
  const wanted = sums
    .split('\n')
    .find((line) => line.endsWith(name))
    ?.split(/\s+/)[0];
  if (!wanted) throw new Error(`there is no archive for ${platform}`);
  const archive = Buffer.from(
    await (await fetch(`${RELEASE}/${name}`, { signal: AbortSignal.timeout(300_000) })).arrayBuffer(),
  );
  if (createHash('sha256').update(archive).digest('hex') !== wanted) throw new Error('its checksum is wrong');
  const file = join(cache, 'archive.tar.gz');
  await writeFile(file, archive);
  await run('tar', ['-xzf', file, '-C', cache, 'temporal-server', 'temporal-sql-tool']);
  await rename(join(cache, 'temporal-sql-tool'), join(cache, 'sql'));
  await rename(join(cache, 'temporal-server'), join(cache, 'server'));
  await rm(file);
}

async function fromGo(cache: string, report: Report, env: NodeJS.ProcessEnv): Promise<void> {
  await run('go', ['version'], { env }).catch(() => {
    throw new Error('Go is not installed');
  });
  report(`building Temporal server ${VERSION} with Go: about five minutes, once for this machine`);
  const making = `${cache}.making`;
  await mkdir(making, { recursive: true });
  for (const what of ['cmd/server', 'cmd/tools/sql'])
    await goInstall(`go.temporal.io/server/${what}@v${VERSION}`, { ...env, GOBIN: making }, report);
  await rename(join(making, 'sql'), join(cache, 'sql'));
  await rename(join(making, 'server'), join(cache, 'server'));
}

function goInstall(what: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn('go', ['install', '-trimpath', '-ldflags=-s -w', '-v', what], { env });
    let lines = 0;
    let tail = '';
    child.stderr.on('data', (chunk: Buffer) => {
      tail = chunk.toString().trim().split('\n').at(-1) ?? '';
      lines += chunk.toString().split('\n').length - 1;
    });
    const progress = setInterval(
      () => report(`  ${Math.round((Date.now() - started) / 1000)} s, ${lines} packages, now ${tail}`),
      15_000,
    );
    child.once('error', reject);
    child.once('exit', (code) => {
      clearInterval(progress);
      if (code === 0) resolve();
      else reject(new Error(`go install ended with ${code}: ${tail}`));
    });
  });
}
