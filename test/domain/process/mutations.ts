/**
 * Changes one line of the engine's semantics after the other and sees a fixture fail for each: `npm run mutations`. A change that no
 * fixture notices is a rule that nothing guards.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { canonicalJson } from '../../../domain/canonical-json';
import type { JsonObject } from '../../../domain/json';
import { compare, compileFixture, play, readFixtures } from '../../support/fixtures';

interface Mutation {
  readonly rule: string;
  readonly file: string;
  readonly line: string;
  readonly instead: string;
}

const MUTATIONS: readonly Mutation[] = [
  {
    rule: 'an inclusive join does not wait for a token that is expected at a flow that has one (13.4.3)',
    file: 'gateways/upstream.ts',
    line: 'empty.has(place) && !full.has(place)',
    instead: 'empty.has(place)',
  },
  {
    rule: 'a parallel join wants a token of every flow, not as many as there are flows (13.4.1)',
    file: 'gateways/parallel-gateway.ts',
    line: 'gateway.incoming.every((id) => arrived.includes(id))',
    instead: 'arrived.length >= gateway.incoming.length',
  },
  {
    rule: 'compensation undoes the last first (13.5.5)',
    file: 'events/compensation.ts',
    line: 'compensating.at(-1)',
    instead: 'compensating.at(0)',
  },
  {
    rule: 'the default flow fires only where no condition holds (8.3.13)',
    file: 'flows.ts',
    line: 'id === element.default ? holding.size === 0 :',
    instead: 'id === element.default ? true :',
  },
  {
    rule: 'an interrupting event sub-process ends all else in its scope (13.5.4)',
    file: 'activities/event-sub-process.ts',
    line: 'if (start.interrupting) empty(run, scope);',
    instead: '',
  },
  {
    rule: 'a loop ends at its maximum (13.3.6)',
    file: 'activities/standard-loop.ts',
    line: 'state.begun >= maximum',
    instead: 'state.begun > maximum',
  },
  {
    rule: 'outputs of instances are kept by index, not in the order of completion (13.3.7)',
    file: 'activities/multi-instance.ts',
    line: 'at === index',
    instead: 'at === before.completed',
  },
  {
    rule: 'a cycle R4/PT5S fires four times (10.5.5)',
    file: 'events/timer.ts',
    line: 'nth > last',
    instead: 'nth >= last',
  },
  {
    rule: 'a token that waits at a join keeps its scope alive (13.4.1)',
    file: 'settle.ts',
    line: '|| gatewaysThatWait(scope).length > 0) return false',
    instead: ') return false',
  },
  {
    rule: 'a condition happens again only after it did not hold (10.5.5)',
    file: 'events/conditional.ts',
    line: 'if (held === subscription.held) return;',
    instead: '',
  },
  {
    rule: 'a result overwrites the variable where it lives (10.4)',
    file: 'data/variables.ts',
    line: 'if (!isSnapshot && Object.hasOwn(variables, name)) return id;',
    instead: '',
  },
  {
    rule: 'an event with the code of an error comes before one without (10.5.6)',
    file: 'events/propagate.ts',
    line: 'events.find((event) => codeOf(event) === code) ??',
    instead: '',
  },
  {
    rule: 'a scope that an event sub-process has interrupted begins no other (13.5.4)',
    file: 'events/propagate.ts',
    line: 'own !== undefined && isCompleting(run, scope)',
    instead: 'false',
  },
  {
    rule: 'a complex gateway is ready again as soon as each flow had its token (13.4.5)',
    file: 'gateways/complex-gateway.ts',
    line: 'if (gateway.incoming.every((flow) => used.includes(flow))) resetComplex(run, gateway, scope);',
    instead: '',
  },
  {
    rule: 'a compensation is no token that could come to a join (13.4.3)',
    file: 'gateways/upstream.ts',
    line: 'if (at === scope && !detached && purpose === undefined)',
    instead: 'if (at === scope)',
  },
];

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const ENGINE = join('domain', 'process');

/** The first scenario that goes another way than its fixture says. */
async function findDifference(): Promise<string | undefined> {
  for (const fixture of readFixtures()) {
    const graph = await compileFixture(fixture);
    for (const scenario of fixture.scenarios) {
      const { expected, got } = compare(scenario.expect, play(graph, scenario));
      if (canonicalJson(got as JsonObject) !== canonicalJson(expected as JsonObject))
        return `${fixture.path}: ${scenario.says}`;
    }
  }
  return undefined;
}

/** A copy of what the fixtures need, with one line changed. */
async function mutate({ file, line, instead }: Mutation): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-mutation-'));
  for (const part of ['domain', 'test', 'package.json', 'tsconfig.json'])
    await cp(join(PROJECT, part), join(folder, part), { recursive: true });
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, ENGINE, file);
  const code = await readFile(path, 'utf8');
  if (!code.includes(line)) throw new Error(`${file} has no line "${line}" any more`);
  await writeFile(path, code.replace(line, instead));
  return folder;
}

async function judge(mutation: Mutation): Promise<boolean> {
  const folder = await mutate(mutation);
  const script = join(folder, 'test', 'domain', 'process', 'mutations.ts');
  const args = ['--import', 'tsx', script, '--check'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  await rm(folder, { recursive: true, force: true });
  const found = stdout.trim();
  process.stdout.write(`${found ? 'noticed' : 'NOT NOTICED'}  ${mutation.rule}\n             ${found}\n`);
  return found !== '';
}

async function main(): Promise<void> {
  const noticed: boolean[] = [];
  for (const mutation of MUTATIONS) noticed.push(await judge(mutation));
  process.exitCode = noticed.every(Boolean) ? 0 : 1;
}

if (process.argv.includes('--check')) process.stdout.write((await findDifference()) ?? '');
else await main();
