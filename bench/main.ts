import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readBundle } from '../catalogue/bundle';
import { compileBundle } from '../catalogue/publish';
import { readTown } from '../catalogue/town';
import { connectAs, type ApiClient, type ApplicationBody } from '../cli/client';
import { initialState } from '../domain/process/state';
import { step } from '../domain/process/step';
import { signCms } from '../signature/cms';
import { signerFromPkcs12 } from '../signature/signer';
import { startStack, type RunningStack } from '../stack/stack';

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
    for (const [execution, answer] of [
      ['Prepare#1', { outcome: 'prepared', heirs: ['Мария'] }],
      ['Review#1', { outcome: 'approve' }],
    ] as const)
      ({ state } = step(graph, state, { type: 'complete', at, execution, variables: answer }));
  }
  note('engine steps', (runs * 3 * 1000) / (performance.now() - started), '/s');
}

interface Bench {
  readonly stack: RunningStack;
  readonly citizen: ApiClient;
  readonly officer: ApiClient;
  readonly head: ApiClient;
  file(service: string): Promise<string>;
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
  return { stack, citizen, officer, head, file };
}

async function complete(client: ApiClient, caseFileId: string, values: Record<string, unknown>): Promise<number> {
  const item = (await client.listWorkItems()).find((candidate) => candidate.caseFileId === caseFileId);
  if (!item) throw new Error(`No work item of ${caseFileId}`);
  return timed(() => client.complete(item.id, item.version, values));
}

async function benchRoad({ officer, head, citizen, file }: Bench): Promise<void> {
  await load(20, 2, () => file('2128'));
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
    await complete(head, item.caseFileId, { outcome: 'approve' });
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
  const total = await timed(() =>
    load(count, 8, async () => {
      const id = await file('2128');
      while ((await citizen.getCaseFile(id)).status !== 'closed')
        await new Promise((resolve) => setTimeout(resolve, 25));
    }),
  );
  note('whole case files (2128: filed, looked up, sealed, mailed), 8 at once', (count * 1000) / total, '/s', {
    least: 25,
  });
}

/** Resident memory of this process and every process below it, in MB. */
async function memory(): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc'))
    if (/^\d+$/.test(name)) {
      const status = readText(`/proc/${name}/stat`);
      parents.set(Number(name), Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]));
    }
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (parents.has(pid) && parents.get(pid) !== 0 && isOurs(parents.get(pid) ?? 0));
  const pss = [...parents.keys()]
    .filter(isOurs)
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return pss.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function main(): Promise<void> {
  await benchEngine();
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-bench-'));
  // PostgreSQL may run as another user and must be able to pass.
  await chmod(folder, 0o755);
  const dataFolder = join(folder, 'data');
  const start = () => startStack({ dataFolder, report: () => undefined });
  const cold = performance.now();
  const first = await start();
  note('cold start to the first page', (performance.now() - cold) / 1000, 's');
  await first.stop();
  const warm = performance.now();
  const stack = await start();
  note('second start to the first page', (performance.now() - warm) / 1000, 's', { most: 15 });
  await benchRoad(await prepare(stack));
  note('memory of the whole town after the load', await memory(), 'MB', { most: 1200 });
  await stack.stop();
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

await main();
