import { Command } from 'commander';

interface Subcommand {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(command: Command) => void>;
}

/** One file a subcommand, loaded only when it is called: `--help` and quick commands stay quick. */
const SUBCOMMANDS: readonly Subcommand[] = [
  {
    name: 'start',
    description: 'bring up the embedded stack and the application',
    load: async () => (await import('./start')).start,
  },
  {
    name: 'demo',
    description: 'run the whole main job without a browser',
    load: async () => (await import('./demo')).demo,
  },
  {
    name: 'sign',
    description: 'sign a file with a PKCS#12: .p7s, .p7m or a signed PDF',
    load: async () => (await import('./sign')).sign,
  },
  {
    name: 'verify',
    description: 'check signatures, or the journal of a case file',
    load: async () => (await import('./verify')).verify,
  },
  {
    name: 'seal',
    description: 'seal a PDF as the municipality does (PAdES-B-T)',
    load: async () => (await import('./seal')).seal,
  },
  {
    name: 'simulate',
    description: 'run one case of a model in memory',
    load: async () => (await import('./simulate')).simulate,
  },
  { name: 'lint', description: 'check models and bundles', load: async () => (await import('./lint')).lint },
  {
    name: 'trust',
    description: 'say which certification authorities are trusted',
    load: async () => (await import('./trust')).trust,
  },
];

/** Wrong usage everywhere but where cli.md says otherwise (sysexits.h, EX_USAGE). */
const USAGE = 64;

async function main(args: readonly string[]): Promise<void> {
  const program = new Command('prepiska')
    .description('Prepiska: municipal administrative services, from a signed application to a sealed reply')
    .version('0.1.0')
    .exitOverride();
  for (const { name, description, load } of SUBCOMMANDS) {
    const command = program.command(name).description(description).exitOverride();
    if (args[0] === name) (await load())(command);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Something that was started may still run; it must not keep a failed command alive.
    process.exit(exitCodeOf(error));
  }
}

/** commander has already printed its own errors; ours are one sentence. */
function exitCodeOf(error: unknown): number {
  const { code, exitCode, message } = error as { code?: string; exitCode?: number; message?: string };
  if (code?.startsWith('commander.')) return exitCode === 0 ? 0 : USAGE;
  process.stderr.write(`prepiska: ${message ?? String(error)}\n`);
  return 1;
}

await main(process.argv.slice(2));
