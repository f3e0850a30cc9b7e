import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectAs, type ApiClient, type ApplicationBody } from '../../cli/client';
import { readTown } from '../../catalogue/town';
import { signCms } from '../../signature/cms';
import { signerFromPkcs12 } from '../../signature/signer';

interface Addresses {
  readonly urls: Readonly<Record<'api' | 'home' | 'office' | 'mail' | 'issuer' | 'populationRegister', string>>;
  readonly audience: string;
  readonly trustFolder: string;
}

export interface TestStack extends Addresses {
  /** Ends a part without warning and waits until the stack has started another. */
  kill(part: 'worker' | 'server' | 'temporal'): Promise<void>;
  as(person: string): Promise<ApiClient>;
  /** The application's JSON, signed beside it with a demo certificate of the trust folder. */
  sign(application: ApplicationBody, certificate: string): Promise<Parameters<ApiClient['file']>[0]>;
  remove(): Promise<void>;
}

/** A whole town of its own, started as the README says: real PostgreSQL, Temporal, mail, identity and trust. */
export async function startTestStack(env: Readonly<Record<string, string>> = {}): Promise<TestStack> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-stack-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  const child = spawn(process.execPath, ['cli/prepiska.mjs', 'start', '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const stack = await new Promise<Addresses>((resolve, reject) => {
    let answer = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (answer.includes('\n')) resolve(JSON.parse(answer) as Addresses);
    });
    child.once('exit', (code) => reject(new Error(`The stack ended with ${code}:\n${said}`)));
  });
  const pidOf = async (part: string) =>
    (JSON.parse(await readFile(join(data, 'pids.json'), 'utf8')) as Record<string, number>)[part];
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const where = { api: stack.urls.api, issuer: stack.urls.issuer, audience: stack.audience };
  return {
    ...stack,
    as: (person) => connectAs(where, person),
    sign: async (application, certificate) => {
      const content = Buffer.from(JSON.stringify(application));
      const signer = signerFromPkcs12(await readFile(join(stack.trustFolder, `${certificate}.p12`)), 'demo');
      const bytes = await signCms(content, signer, { detached: true, signingTime: new Date() });
      return { application, signed: { name: 'application.json.p7s', bytes }, content };
    },
    kill: async (part) => {
      const pid = await pidOf(part);
      if (pid === undefined) throw new Error(`There is no ${part}`);
      process.kill(pid, 'SIGKILL');
      await until(async () => (await pidOf(part)) !== pid);
    },
    remove: async () => {
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
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
