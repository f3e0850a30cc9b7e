import { readFile, stat } from 'node:fs/promises';

import type { Command } from 'commander';

import { readBundle } from '../catalogue/bundle';
import { decode } from '../catalogue/decode';
import { compileBundle } from '../catalogue/publish';
import { compileDecisions } from '../domain/decision/compile';
import type { Finding } from '../domain/finding';
import { compileProcess } from '../domain/process/compile';

interface Options {
  readonly json?: boolean;
}

export function lint(command: Command): void {
  command
    .argument('<paths...>', 'BPMN or DMN files, or bundles')
    .option('--json', 'print findings as JSON')
    .action(run);
}

async function run(paths: readonly string[], { json }: Options): Promise<void> {
  const answers = await Promise.all(
    paths.map(async (path) => {
      const findings = (await findingsOf(path)).map(({ message, ...finding }) => ({
        ...finding,
        message: `${message.bg} / ${message.en}`,
      }));
      return { ok: findings.every(({ severity }) => severity !== 'error'), findings };
    }),
  );
  if (json) process.stdout.write(`${JSON.stringify(answers.length === 1 ? answers[0] : answers)}\n`);
  else
    answers.forEach(({ ok, findings }, index) => {
      const lines = findings.map(
        ({ severity, rule, element, message }) => `  ${severity} ${rule} ${element ?? ''}: ${message}\n`,
      );
      process.stdout.write(`${paths[index]}: ${ok ? 'ok' : 'has errors'}\n${lines.join('')}`);
    });
  process.exitCode = answers.every(({ ok }) => ok) ? 0 : 1;
}

async function findingsOf(path: string): Promise<readonly Finding[]> {
  if ((await stat(path)).isDirectory()) return (await compileBundle(await readBundle(path))).findings;
  const text = decode(await readFile(path));
  return path.endsWith('.dmn') ? (await compileDecisions([text])).findings : (await compileProcess(text, [])).findings;
}
