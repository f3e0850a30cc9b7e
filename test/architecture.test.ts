import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
  };
}

function cruise(folder: string): Cruise['summary'] {
  const run = (): string =>
    execFileSync('node_modules/.bin/depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
  try {
    return (JSON.parse(run()) as Cruise).summary;
  } catch (error) {
    return (JSON.parse((error as { stdout: string }).stdout) as Cruise).summary;
  }
}

/** A tiny tree with one file that imports another, checked by the project's own rules. */
function violationsOf(from: string, statement: string, to: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'prepiska-architecture-'));
  try {
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(join(ROOT, name), join(folder, name));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const file of [from, to]) mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, to), 'export const thing = 1;\nexport type Thing = number;\n');
    writeFileSync(join(folder, from), `${statement}\n`);
    return cruise(folder).violations.map(({ rule }) => rule.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('holds for the whole tree', () => {
  const { totalCruised, violations } = cruise(ROOT);

  expect(totalCruised).toBeGreaterThan(100);
  expect(violations).toEqual([]);
});

const CODE = "import { thing } from '../TARGET'; export const used = thing;";

it.each([
  ['domain/a.ts', 'db/b.ts', 'domain-imports'],
  ['signature/a.ts', 'catalogue/b.ts', 'signature-imports'],
  ['catalogue/a.ts', 'signature/b.ts', 'catalogue-imports'],
  ['letters/a.ts', 'db/b.ts', 'letters-imports'],
  ['db/a.ts', 'activities/b.ts', 'db-imports'],
  ['workflows/a.ts', 'db/b.ts', 'workflows-imports'],
  ['workflows/a.ts', 'activities/b.ts', 'workflows-types-only'],
  ['activities/a.ts', 'api/b.ts', 'activities-imports'],
  ['activities/a.ts', 'db/b.ts', 'activities-types-only'],
  ['api/a.ts', 'signature/b.ts', 'api-imports'],
  ['api/a.ts', 'workflows/b.ts', 'api-imports'],
  ['api/a.ts', 'db/b.ts', 'api-types-only'],
  ['web/a.ts', 'domain/b.ts', 'web-imports'],
  ['db/a.ts', 'stack/b.ts', 'nobody-imports-a-composition-root'],
])('refuses that %s imports %s', (from, to, rule) => {
  expect(violationsOf(from, CODE.replace('TARGET', to.replace('.ts', '')), to)).toContain(rule);
});

it('allows types where the table says so', () => {
  expect(
    violationsOf('api/a.ts', "import type { Thing } from '../db/b'; export type Used = Thing;", 'db/b.ts'),
  ).toEqual([]);
});
