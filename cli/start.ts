import type { Command } from 'commander';

import type { Person } from '../domain/town';
import { startStack, type RunningStack } from '../stack/stack';
import { readDemo } from './demo-script';

interface Options {
  readonly data: string;
  readonly reset?: boolean;
  readonly json?: boolean;
}

export function start(command: Command): void {
  command
    .option('--data <folder>', 'where this stack keeps its data', 'data')
    .option('--reset', 'begin anew: the data folder is emptied first')
    .option('--json', 'print addresses as one JSON object')
    .action(run);
}

async function run({ data, reset = false, json = false }: Options): Promise<void> {
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  const asked = stopWhenAsked();
  const stack = await startStack({ dataFolder: data, reset, report, signal: asked.signal }).catch((error: unknown) => {
    if (!asked.signal.aborted) throw error;
    report('Stopped before it was up.');
    process.exit(0);
  });
  process.stdout.write(json ? `${JSON.stringify(addresses(stack))}\n` : table(stack, (await readDemo()).signInAs));
  await asked.stop;
  report('Stopping …');
  await stack.stop();
  process.exit(0);
}

/** All that a program needs to work with a running stack. */
const addresses = ({ urls, ports, audience, trustFolder, mailFolder }: RunningStack) => ({
  urls,
  ports,
  audience,
  trustFolder,
  mailFolder,
});

/** Ctrl-C, a closed terminal, or the operating system's wish. */
function stopWhenAsked(): { readonly signal: AbortSignal; readonly stop: Promise<void> } {
  const controller = new AbortController();
  const stop = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return { signal: controller.signal, stop };
}

function table({ urls, trustFolder }: RunningStack, people: readonly Person[]): string {
  const names = people.map(({ name, roles }) => `${name.bg} (${roles.join(', ')})`);
  const rows = [
    ['Citizens’ pages', urls.home],
    ['Office', urls.office],
    ['Mail inbox', urls.mail],
    ['API documentation', urls.apiDocs],
    ['Temporal (gRPC)', urls.temporal],
    ['Demo certificates', `${trustFolder} (password: demo)`],
    ['Sign in as', names.join(' · ')],
  ];
  return `\nPrepiska is up. Ctrl-C stops it.\n\n${rows.map(([name, value]) => `  ${name?.padEnd(20)}${value}`).join('\n')}\n`;
}
