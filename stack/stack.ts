import { X509Certificate } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readTown } from '../catalogue/town';
import { connect } from '../db/connection';
import { migrateToLatest } from '../db/migrate';
import { createTrustAnchorRepository } from '../db/trust-anchors';
import { endOrphans, notePids, openDataFolder } from './data-folder';
import { AUDIENCE, startNeighbours, type Neighbours } from './neighbours';
import { choosePorts, type Ports } from './ports';
import { createDatabase, startPostgres, type RunningPostgres } from './postgres';
import { supervise, type SupervisedPart } from './processes';
import { openSecrets, type Secrets } from './secrets';
import { writeTemporalConfig } from './temporal/config';
import { findTemporal } from './temporal/find-server';
import { ensureNamespace } from './temporal/namespace';
import { setUpTemporalSchema } from './temporal/schema';

const HERE = fileURLToPath(new URL('..', import.meta.url));
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
}

export interface RunningStack {
  /** What `server.ts` and `worker.ts` were started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly urls: Readonly<
    Record<'home' | 'office' | 'mail' | 'apiDocs' | 'temporal' | 'issuer' | 'api' | 'populationRegister', string>
  >;
  readonly ports: Ports;
  readonly audience: string;
  readonly trustFolder: string;
  readonly mailFolder: string;
  pid(part: PartName): Promise<number | undefined>;
  /** Ends a part without warning; the stack starts it again. */
  kill(part: PartName): Promise<void>;
  whenUp(part: Exclude<PartName, 'postgres'>): Promise<void>;
  stop(): Promise<void>;
}

/** Brings the whole town up on one machine, part after part, and keeps it up. */
export async function startStack({
  dataFolder,
  reset = false,
  report,
  env = process.env,
  nodeFlags = [],
}: StackOptions): Promise<RunningStack> {
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const started = Date.now();
    report(`${what} …`);
    const done = await work();
    report(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return done;
  };
  const folder = await openDataFolder(dataFolder, { reset });
  const closing: (() => Promise<unknown>)[] = [folder.release];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await bringUp({ path: folder.path, timed, report, env, nodeFlags, closing, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Build {
  readonly path: string;
  readonly timed: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly report: (line: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly nodeFlags: readonly string[];
  readonly closing: (() => Promise<unknown>)[];
  readonly stop: () => Promise<void>;
}

async function bringUp(build: Build): Promise<RunningStack> {
  const { path, timed, report, env, nodeFlags, closing, stop } = build;
  for (const name of await endOrphans(path)) report(`an earlier stack left its ${name} running; it was ended`);
  const ports = await choosePorts(path);
  const secrets = await openSecrets(path);
  const townFolder = env.TOWN_FOLDER ?? join(HERE, 'town');
  const town = await readTown(townFolder);
  const postgres = env.DATABASE_URL
    ? undefined
    : await timed('PostgreSQL', () =>
        startPostgres({ folder: path, port: ports.postgres, password: secrets.database }),
      );
  if (postgres) closing.push(() => postgres.stop());
  const databaseUrl = env.DATABASE_URL ?? postgres?.url(DATABASE) ?? '';
  const pids: Record<string, number> = {};
  const log = await openLogs(path);
  const temporal =
    env.TEMPORAL_ADDRESS || !postgres ? undefined : await startTemporal(build, { ports, postgres, log, pids });
  const neighbours = await timed('Mail, identity, trust and register', () =>
    startNeighbours({ folder: path, ports, secrets, town, townFolder }),
  );
  closing.push(neighbours.close);
  await timed('Database', () => prepareDatabase(databaseUrl, postgres, neighbours, report));

  const children = environment({ ports, secrets, databaseUrl, neighbours, temporalAddress: env.TEMPORAL_ADDRESS });
  await writeFile(
    join(path, 'stack.json'),
    JSON.stringify({ pid: process.pid, ports, urls: urlsOf(ports, neighbours) }, null, 2),
  );
  const note = (name: string) => (pid: number) => {
    pids[name] = pid;
    void notePids(path, pids);
  };
  const node = (name: 'worker' | 'server', isUp: () => Promise<boolean>): SupervisedPart => {
    const args = [...nodeFlags, '--import', 'tsx', join(HERE, `${name}.ts`)];
    const env0 = { ...env, ...children };
    const part = supervise(
      { name, command: process.execPath, args, env: env0, cwd: HERE, log: log(name), isUp, ipc: true },
      note(name),
    );
    closing.push(part.stop);
    return part;
  };
  const parts = {
    worker: node('worker', () => hasPollers(ports, env)),
    server: node('server', async () => {
      const health = (await (await fetch(`http://127.0.0.1:${ports.app}/health`)).json()) as { pid?: number };
      // Another stack may hold our port: what answers must be the process that we started.
      return health.pid === pids.server;
    }),
  };
  await timed('Worker and server', () => Promise.all([parts.server.whenUp(), parts.worker.whenUp()]));

  const pidOf = async (part: PartName) =>
    part === 'postgres' ? postgres?.pid() : part === 'temporal' ? temporal?.pid() : parts[part].pid();
  return {
    env: children,
    urls: urlsOf(ports, neighbours),
    ports,
    audience: AUDIENCE,
    trustFolder: join(path, 'trust'),
    mailFolder: join(path, 'mail'),
    pid: pidOf,
    kill: async (part) => {
      const pid = await pidOf(part);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      if (part === 'postgres') await postgres?.start();
    },
    whenUp: async (part) => (part === 'temporal' ? temporal?.whenUp() : parts[part].whenUp()),
    stop,
  };
}

async function startTemporal(
  { path, timed, report, closing }: Build,
  {
    ports,
    postgres,
    log,
    pids,
  }: {
    ports: Ports;
    postgres: RunningPostgres;
    log: (name: string) => (line: string) => void;
    pids: Record<string, number>;
  },
): Promise<SupervisedPart> {
  const binaries = await findTemporal(report);
  await timed('Temporal’s tables', () => setUpTemporalSchema(binaries.sql, postgres));
  const config = await writeTemporalConfig(path, ports, postgres);
  const address = `127.0.0.1:${ports.temporal}`;
  const part: SupervisedPart = supervise(
    {
      name: 'temporal',
      command: binaries.server,
      args: ['--config-file', config, '--allow-no-auth', 'start'],
      env: { ...process.env, GOMEMLIMIT: '350MiB' },
      cwd: path,
      log: log('temporal'),
      isUp: () => ensureNamespace(address, NAMESPACE).then(() => true),
      ipc: false,
    },
    (pid) => {
      pids.temporal = pid;
      void notePids(path, pids);
    },
  );
  closing.push(part.stop);
  await timed('Temporal', part.whenUp);
  return part;
}

/** Our own tables; and the demo's root is trusted because this start tells the application so, as `prepiska trust add` would. */
async function prepareDatabase(
  url: string,
  postgres: RunningPostgres | undefined,
  { trust }: Neighbours,
  report: (line: string) => void,
): Promise<void> {
  if (postgres) await createDatabase(postgres, DATABASE);
  const db = connect(url);
  try {
    await migrateToLatest(db);
    const anchors = createTrustAnchorRepository(db);
    const root = new X509Certificate(trust.rootPem);
    const isKnown = (await anchors.list()).some(({ der }) => der.equals(root.raw));
    if (isKnown) return;
    await anchors.add({ der: root.raw, subject: root.subject.replaceAll('\n', ', ') });
    report(`trust add: ${root.subject.replaceAll('\n', ', ')}`);
  } finally {
    await db.destroy();
  }
}

interface Environment {
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databaseUrl: string;
  readonly neighbours: Neighbours;
  readonly temporalAddress: string | undefined;
}

/** Exactly what `config.ts` reads. */
function environment({
  ports,
  secrets,
  databaseUrl,
  neighbours,
  temporalAddress,
}: Environment): Record<string, string> {
  return {
    PUBLIC_URL: `http://127.0.0.1:${ports.app}`,
    PORT: String(ports.app),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress ?? `127.0.0.1:${ports.temporal}`,
    TEMPORAL_CODEC_KEY: secrets.codecKey,
    OIDC_ISSUER: neighbours.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_WEB_CLIENT_SECRET: secrets.webClient,
    COOKIE_KEY: secrets.cookieKey,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    POPULATION_REGISTER_URL: `http://127.0.0.1:${ports.populationRegister}`,
    TIME_STAMP_URL: `${neighbours.trust.url}/tsa`,
    SEAL_FILE: neighbours.trust.sealFile,
    SEAL_PASSWORD: 'demo',
    REVOCATION_PRIVATE_HOSTS: `127.0.0.1:${ports.trust}`,
    TZ: 'UTC',
  };
}

function urlsOf(ports: Ports, { issuer }: Neighbours): RunningStack['urls'] {
  const home = `http://127.0.0.1:${ports.app}`;
  return {
    home: `${home}/`,
    office: `${home}/office`,
    api: `${home}/api`,
    apiDocs: `${home}/api/docs/`,
    mail: `http://127.0.0.1:${ports.mail}`,
    temporal: `127.0.0.1:${ports.temporal}`,
    issuer,
    populationRegister: `http://127.0.0.1:${ports.populationRegister}`,
  };
}

/** The worker serves when Temporal sees it polling. */
async function hasPollers(ports: Ports, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}` });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: NAMESPACE,
      taskQueue: { name: 'case-files' },
      taskQueueType: 1,
    });
    const recently = Date.now() / 1000 - 5;
    return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > recently);
  } finally {
    await connection.close();
  }
}

async function openLogs(path: string): Promise<(name: string) => (line: string) => void> {
  const folder = join(path, 'logs');
  await mkdir(folder, { recursive: true });
  return (name) => {
    const stream = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
    return (line) => void stream.write(`${line}\n`);
  };
}
