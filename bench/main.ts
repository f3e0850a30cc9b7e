import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readBundle } from '../catalogue/bundle';
import { compileBundle } from '../catalogue/publish';
import { readTown } from '../catalogue/town';
import { connectAs, type ApiClient, type ApplicationBody } from '../cli/client';
import { connect } from '../db/connection';
import { initialState } from '../domain/process/state';
import { step } from '../domain/process/step';
import { signCms } from '../signature/creation/sign-cms';
import { signerFromPkcs12 } from '../signature/creation/signer';
import { startStack, type RunningStack } from '../stack/stack';
import { costs, PARTS, type Costs } from './costs';

/** `npm run bench`: figures beside their budgets. The machine is shared: compare figures of one run. */

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: { readonly most?: number; readonly least?: number };
}

const figures: Figure[] = [];

function note(name: string, value: number, unit: string, budget?: Figure['budget']): void {
  figures.push({ name, value, unit, ...(budget && { budget }) });
  const { most = Infinity, least = -Infinity } = budget ?? {};
  const verdict = budget ? (value <= most && value >= least ? 'met' : 'MISSED') : '';
  const bound = budget ? (budget.most === undefined ? `≥ ${budget.least}` : `≤ ${budget.most}`) : '';
  process.stderr.write(
    `${name.padEnd(58)}${value.toFixed(1).padStart(12)} ${unit.padEnd(8)}${bound.padEnd(10)}${verdict}\n`,
  );
}

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** `count` pieces of work, `width` at a time; milliseconds of each, sorted. */
async function load(count: number, width: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) times.push(await timed(() => work(index)));
  };
  await Promise.all(Array.from({ length: width }, lane));
  return times.sort((left, right) => left - right);
}

/** How fast the machine is at this moment: other figures of the same run are to be read beside it. */
function benchMachine(): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const data = Buffer.alloc(100);
  const signature = sign('sha256', data, privateKey);
  const until = performance.now() + 1_000;
  const before = process.cpuUsage();
  let count = 0;
  for (; performance.now() < until; count += 1) verify('sha256', data, publicKey, signature);
  const { user, system } = process.cpuUsage(before);
  note('the machine: RSA-2048 verifications a processor second', (count * 1e6) / (user + system), '/s');
}

async function benchEngine(): Promise<void> {
  const { published } = await compileBundle(await readBundle('services/2016'));
  if (!published) throw new Error('services/2016 does not compile');
  const { graph } = published;
  const at = '2026-11-24T10:00:00Z';
  const variables = { application: { deceasedName: 'Иван', heirs: ['Мария'] } };
  const runs = 3_000;
  const started = performance.now();
  for (let run = 0; run < runs; run += 1) {
    let { state } = step(graph, initialState(graph), { type: 'start', at, variables });
    for (const [element, answer] of [
      ['Prepare', { outcome: 'prepared', heirs: ['Мария'] }],
      ['Review', { outcome: 'approve' }],
    ] as const) {
      const execution = Object.keys(state.executions).find((id) => state.executions[id]?.element === element) ?? '';
      ({ state } = step(graph, state, { type: 'complete', at, execution, variables: answer }));
    }
  }
  note('engine steps', (runs * 3 * 1000) / (performance.now() - started), '/s');
}

interface Bench {
  readonly stack: RunningStack;
  end(): Promise<void>;
  readonly officer: ApiClient;
  readonly head: ApiClient;
  file(service: string): Promise<string>;
  /** Resolves when the case file is closed. */
  closed(caseFileId: string): Promise<void>;
}

async function prepare(stack: RunningStack): Promise<Bench> {
  const where = { api: stack.urls.api, issuer: stack.urls.issuer, audience: stack.audience };
  const as = (person: string) => connectAs(where, person);
  const [citizen, officer, head] = await Promise.all([as('maria-ivanova'), as('ivan-marinov'), as('radka-vasileva')]);
  const signer = signerFromPkcs12(await readFile(join(stack.trustFolder, 'maria-ivanova.p12')), 'demo');
  const person = (await readTown('town')).people.find(({ id }) => id === 'maria-ivanova');
  if (!person?.identifier) throw new Error('The demo town has changed');
  const applicant = { name: person.name.bg, identifier: { ...person.identifier }, email: person.email };
  const data: Record<string, ApplicationBody['data']> = {
    '2128': { purpose: 'банка' },
    '2016': { deceasedName: 'Иван Петров', deathDate: '2026-09-14', heirs: ['Мария Иванова, дъщеря'], copies: 1 },
  };
  const file = async (service: string): Promise<string> => {
    const application = { service, applicant, data: data[service] ?? {} };
    const content = Buffer.from(JSON.stringify(application));
    const bytes = await signCms(content, signer, { detached: true, signingTime: new Date() });
    return (await citizen.file({ application, signed: { name: 'a.p7s', bytes }, content })).caseFileId;
  };
  const db = connect(stack.databaseUrl, { max: 1 });
  // Asked of the database: pages that poll would be a load of their own.
  const closed = async (id: string): Promise<void> => {
    while (!(await db('case_files').where({ id, status: 'closed' }).first('id'))) await sleep(20);
  };
  return { stack, officer, head, file, closed, end: () => db.destroy() };
}

async function complete(client: ApiClient, caseFileId: string, values: Record<string, unknown>): Promise<number> {
  const item = (await client.listWorkItems()).find((candidate) => candidate.caseFileId === caseFileId);
  if (!item) throw new Error(`No work item of ${caseFileId}`);
  return timed(() => client.complete(item.id, item.version, values));
}

async function benchRoad({ officer, head, closed, file }: Bench): Promise<void> {
  // A server that has run for a while: V8 has compiled what is called often.
  await load(40, 4, async () => closed(await file('2128')));
  await load(60, 2, () => file('2016'));
  const alone = await load(60, 1, () => file('2016'));
  note('receipt, one citizen at a time, p50', quantile(alone, 0.5), 'ms', { most: 40 });
  note('receipt, one citizen at a time, p95', quantile(alone, 0.95), 'ms', { most: 80 });
  const four = await load(80, 4, () => file('2016'));
  note('receipt, four at a time, p95', quantile(four, 0.95), 'ms', { most: 150 });
  const approvals: number[] = [];
  for (const item of (await officer.listWorkItems()).slice(0, 40)) {
    approvals.push(
      await timed(() => officer.complete(item.id, item.version, { outcome: 'prepared', heirs: ['Мария'] })),
    );
    approvals.push(await complete(head, item.caseFileId, { outcome: 'approve' }));
    await closed(item.caseFileId);
  }
  note(
    'approval, p50',
    quantile(
      approvals.sort((left, right) => left - right),
      0.5,
    ),
    'ms',
    { most: 25 },
  );
  const count = 80;
  const total = await timed(() => load(count, 8, async () => closed(await file('2128'))));
  note('whole case files (2128: filed, looked up, sealed, mailed), 8 at once', (count * 1000) / total, '/s', {
    least: 25,
  });
}

/** Where the time and the memory go: what a guess would get wrong. */
async function noteCosts(stack: RunningStack, before: Costs): Promise<void> {
  const after = await costs(stack);
  for (const part of PARTS) {
    note(`  processor time of ${part}`, after[part].seconds - before[part].seconds, 's');
    note(`  memory of ${part}`, after[part].megabytes, 'MB');
  }
  const megabytes = PARTS.reduce((sum, part) => sum + after[part].megabytes, 0);
  note('memory of the whole town after the load', megabytes, 'MB', { most: 1200 });
}

async function main(): Promise<void> {
  benchMachine();
  await benchEngine();
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-bench-'));
  // PostgreSQL may run as another user and must be able to pass.
  await chmod(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const profiles = process.argv.indexOf('--profile');
  const nodeFlags = profiles < 0 ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.argv[profiles + 1]}`];
  const start = () => startStack({ dataFolder, report: () => undefined, nodeFlags });
  const cold = performance.now();
  const first = await start();
  note('cold start to the first page', (performance.now() - cold) / 1000, 's');
  await first.stop();
  const warm = performance.now();
  const stack = await start();
  note('second start to the first page', (performance.now() - warm) / 1000, 's', { most: 15 });
  const bench = await prepare(stack);
  const before = await costs(stack);
  await benchRoad(bench);
  await noteCosts(stack, before);
  await bench.end();
  await stack.stop();
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

await main();
