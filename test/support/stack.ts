import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { connectAs, type ApiClient, type ApplicationBody } from '../../cli/client';
import { readTown } from '../../catalogue/town';
import { signCms } from '../../signature/creation/sign-cms';
import { signerFromPkcs12 } from '../../signature/creation/signer';

interface Addresses {
  readonly urls: Readonly<
    Record<'api' | 'home' | 'office' | 'mail' | 'issuer' | 'populationRegister' | 'temporal', string>
  >;
  readonly audience: string;
  readonly trustFolder: string;
}

export type Part = 'worker' | 'server' | 'temporal' | 'postgres';

export interface TestStack extends Addresses {
  readonly data: string;
  /** Process numbers of its parts. */
  pids(): Promise<Readonly<Record<Part, number>>>;
  /** Ends a part without warning and waits until the stack has started another. */
  kill(part: Part): Promise<void>;
  /** Ends the process that watches over the parts without warning, as a power cut would. */
  abandon(): Promise<void>;
  /** Stops as Ctrl-C does. */
  stop(): Promise<void>;
  as(person: string): Promise<ApiClient>;
  /** The application's JSON, signed beside it with a demo certificate of the trust folder. */
  sign(application: ApplicationBody, certificate: string): Promise<Parameters<ApiClient['file']>[0]>;
  /** Stops, and leaves nothing behind. */
  remove(): Promise<void>;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder that was used before; a new one when left out. */
  readonly data?: string;
  readonly flags?: readonly string[];
}

/** A whole town of its own, started as the README says: real PostgreSQL, Temporal, mail, identity and trust. */
export async function startTestStack({ env = {}, data, flags = [] }: Options = {}): Promise<TestStack> {
  const folder = data ?? join(await newFolder(), 'data');
  const { child, addresses } = await start(folder, flags, env);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  const pids = async () => JSON.parse(await readFile(join(folder, 'pids.json'), 'utf8')) as Record<Part, number>;
  const where = { api: addresses.urls.api, issuer: addresses.urls.issuer, audience: addresses.audience };
  return {
    ...addresses,
    data: folder,
    pids,
    kill: async (part) => {
      const pid = (await pids())[part];
      process.kill(pid, 'SIGKILL');
      await until(async () => (await pids())[part] !== pid);
    },
    abandon: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
    as: (person) => connectAs(where, person),
    sign: async (application, certificate) => {
      const content = Buffer.from(JSON.stringify(application));
      const signer = signerFromPkcs12(await readFile(join(addresses.trustFolder, `${certificate}.p12`)), 'demo');
      const bytes = await signCms(content, signer, { detached: true, signingTime: new Date() });
      return { application, signed: { name: 'application.json.p7s', bytes }, content };
    },
    remove: async () => {
      await end('SIGTERM');
      await rm(dirname(folder), { recursive: true, force: true });
    },
  };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-stack-'));
  // PostgreSQL may run as another user and must be able to pass.
  await chmod(folder, 0o755);
  return folder;
}

/** Rejects with what it said when it ends before it is up. */
async function start(data: string, flags: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['cli/prepiska.mjs', 'start', '--data', data, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const addresses = await new Promise<Addresses>((resolve, reject) => {
    let answer = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (answer.includes('\n')) resolve(JSON.parse(answer) as Addresses);
    });
    child.once('exit', (code) => reject(new Error(`The stack ended with ${code}:\n${said}`)));
  });
  return { child, addresses };
}

/** An application of a citizen of the demo town. */
export async function applicationOf(
  person: string,
  service: string,
  data: Record<string, unknown>,
): Promise<ApplicationBody> {
  const town = await readTown('town');
  const citizen = town.people.find(({ id }) => id === person);
  if (!citizen?.identifier) throw new Error(`There is no citizen ${person}`);
  return {
    service,
    applicant: { name: citizen.name.bg, identifier: { ...citizen.identifier }, email: citizen.email },
    data,
  };
}

/** Waits until something holds; the tests' only clock. */
export async function until<T>(look: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline;) {
    const seen = await look().catch(() => undefined);
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`It did not happen in ${seconds} s`);
}
