import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readTown } from '../catalogue/town';
import { startApplication } from './application';
import { openDataFolder } from './data-folder';
import { AUDIENCE, startNeighbours } from './neighbours';
import { notePids } from './orphans';
import { choosePorts } from './ports';
import { serverOf, startPostgres } from './postgres';
import { prepareDatabase } from './prepare-database';
import type { Note, SupervisedPart } from './processes';
import { forgetAddresses, noteAddresses, type StackAddresses } from './running-stack';
import { openSecrets } from './secrets';
import { ensureNamespace } from './temporal/namespace';
import { startTemporalServer } from './temporal/server';

const HOUSE = fileURLToPath(new URL('..', import.meta.url));
const NAMESPACE = 'prepiska';
const DATABASE = 'prepiska';

export type PartName = 'postgres' | 'temporal' | 'worker' | 'server';

export interface StackOptions {
  readonly dataFolder: string;
  readonly reset?: boolean;
  /** One line of progress: which part, how long, what it waits for. */
  readonly report: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  /** Flags of Node.js for the worker and the server: a profiler, a debugger. */
  readonly nodeFlags?: readonly string[];
  /** Given up while it comes up: what is up is stopped. */
  readonly signal?: AbortSignal;
}

export interface RunningStack extends StackAddresses {
  pid(part: PartName): number | undefined;
  /** Stops every part, in the opposite order. */
  stop(): Promise<void>;
}

/** Brings the whole town up on one machine, part after part, and keeps it up. */
export async function startStack({ dataFolder, reset = false, ...options }: StackOptions): Promise<RunningStack> {
  const folder = await openDataFolder(dataFolder, { reset, report: options.report });
  const closing: (() => Promise<unknown>)[] = [folder.release];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const parts = await bringUp({ path: folder.path, closing, ...options });
    return { ...parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Build extends Omit<StackOptions, 'dataFolder' | 'reset'> {
  readonly path: string;
  /** How to stop what is up, in the order it came up. */
  readonly closing: (() => Promise<unknown>)[];
}

async function bringUp(build: Build): Promise<Omit<RunningStack, 'stop'>> {
  const { path, report, env = process.env, nodeFlags = [], closing } = build;
  const part = createProgress(build);
  const [ports, secrets, log] = [await choosePorts(path), await openSecrets(path), await openLogs(path)];
  const note = createNotes(path);
  const townFolder = env.TOWN_FOLDER ?? join(HOUSE, 'town');
  const town = await readTown(townFolder);

  const postgres = env.DATABASE_URL
    ? undefined
    : await part('PostgreSQL', () =>
        startPostgres({
          ...{ folder: path, port: ports.postgres, password: secrets.database },
          ...{ log: log('postgres'), note: note('postgres') },
        }),
      );
  if (postgres) closing.push(postgres.stop);
  const databaseUrl = env.DATABASE_URL ?? postgres?.url(DATABASE) ?? '';

  const temporalAddress = env.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`;
  const namespace = env.TEMPORAL_NAMESPACE ?? NAMESPACE;
  const temporal = env.TEMPORAL_ADDRESS
    ? undefined
    : await part('Temporal’s server and tables', () =>
        startTemporalServer({
          ...{ path, ports, namespace, report },
          ...{ database: postgres ?? serverOf(databaseUrl), log: log('temporal'), note: note('temporal') },
        }),
      );
  if (temporal) closing.push(temporal.stop);
  await part('Temporal', () => temporal?.whenUp() ?? ensureNamespace(temporalAddress, namespace));

  const neighbours = await part('Mail, identity, trust and register', () =>
    startNeighbours({ folder: path, ports, secrets, town, townFolder }),
  );
  closing.push(neighbours.close);
  await part('Database', () => prepareDatabase(databaseUrl, neighbours.trust, report));

  const application = startApplication({
    ...{ house: HOUSE, env, nodeFlags, log, note, closing },
    ...{ ports, secrets, neighbours, databaseUrl, temporalAddress, namespace },
  });
  await part('Worker and server', application.whenUp);

  const addresses: StackAddresses = {
    urls: {
      ...application.urls,
      mail: `http://127.0.0.1:${ports.mail}`,
      temporal: temporalAddress,
      issuer: neighbours.issuer,
      populationRegister: `http://127.0.0.1:${ports.populationRegister}`,
      trust: neighbours.trust.url,
    },
    ports,
    audience: AUDIENCE,
    trustFolder: join(path, 'trust'),
    mailFolder: join(path, 'mail'),
    databaseUrl,
  };
  await noteAddresses(path, addresses);
  closing.push(() => forgetAddresses(path));
  const parts: Record<PartName, SupervisedPart | undefined> = { ...application.parts, postgres, temporal };
  return { ...addresses, pid: (name) => parts[name]?.pid() };
}

/** Says which part comes up and how long it took; stops between two parts when the start is given up. */
function createProgress({ report, signal }: Pick<Build, 'report' | 'signal'>) {
  return async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    const started = Date.now();
    report(`${what} …`);
    const done = await work();
    report(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return done;
  };
}

function createNotes(path: string): (name: PartName) => Note {
  const pids: Record<string, number> = {};
  return (name) => (pid) => {
    pids[name] = pid;
    notePids(path, pids);
  };
}

async function openLogs(path: string): Promise<(name: PartName) => (line: string) => void> {
  const folder = join(path, 'logs');
  await mkdir(folder, { recursive: true });
  return (name) => {
    const stream = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
    return (line) => void stream.write(`${line}\n`);
  };
}
