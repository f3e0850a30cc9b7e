import { randomInt } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { commandOf } from './processes';

/** The usual port of every part; a data folder remembers the ones it got. */
const USUAL = {
  app: 8080,
  mail: 8025,
  smtp: 2525,
  identity: 8081,
  trust: 8082,
  populationRegister: 8083,
  postgres: 5442,
  temporal: 7233,
  temporalHttp: 7243,
  temporalHistory: 7234,
  temporalMatching: 7235,
  temporalWorker: 7239,
  membershipFrontend: 6933,
  membershipHistory: 6934,
  membershipMatching: 6935,
  membershipWorker: 6939,
};

export type PortName = keyof typeof USUAL;
export type Ports = Readonly<Record<PortName, number>>;

/** Takes the remembered or usual ports where they are free, and other free ones where they are not. */
export async function choosePorts(folder: string): Promise<Ports> {
  const file = join(folder, 'ports.json');
  const remembered = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Partial<Ports>,
    () => ({}) as Partial<Ports>,
  );
  const chosen: Record<string, number> = {};
  for (const name of Object.keys(USUAL) as PortName[]) {
    const wanted = remembered[name] ?? USUAL[name];
    // The certificates of the demo name this port: it is kept once it is chosen.
    const isFixed = name === 'trust' && remembered.trust !== undefined;
    const taken = Object.values(chosen);
    chosen[name] = isFixed || (!taken.includes(wanted) && (await isFree(wanted))) ? wanted : await findFree(taken);
  }
  const ports = chosen as Ports;
  await writeFile(file, JSON.stringify(ports, null, 2));
  return ports;
}

/** Free, and promised to no other stack that is starting at this moment. */
async function isFree(port: number): Promise<boolean> {
  return (await isUnused(port)) && reserve(port);
}

const RESERVATIONS = join(tmpdir(), 'prepiska-ports');

/** One file a port, holding the process that was promised it; a promise ends with its process. */
async function reserve(port: number): Promise<boolean> {
  await mkdir(RESERVATIONS, { recursive: true }).catch(() => undefined);
  const file = join(RESERVATIONS, String(port));
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder === process.pid) return true;
  if (holder && commandOf(holder) !== undefined) return false;
  await rm(file, { force: true }).catch(() => undefined);
  return writeFile(file, String(process.pid), { flag: 'wx' }).then(
    () => true,
    // Where promises cannot be written at all, a start must not wait for ever.
    (error: NodeJS.ErrnoException) => error.code !== 'EEXIST',
  );
}

function isUnused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Temporal keeps its ports as 16-bit signed numbers: nothing above 32767. */
const LOWEST = 10_000;
const HIGHEST = 32_767;

async function findFree(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
}
