import { readFile, writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import { createTimeStampClient } from '../activities/clients/time-stamp';
import { sealPdf } from '../signature/creation/seal';
import { signerFromPkcs12 } from '../signature/creation/signer';

interface Options {
  readonly p12: string;
  readonly password: string;
  readonly tsa?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function seal(command: Command): void {
  command
    .argument('<pdf>', 'what to seal')
    .requiredOption('--p12 <file>', 'PKCS#12 with the seal')
    .requiredOption('--password <password>', 'its password')
    .option('--tsa <url>', 'time-stamp authority (RFC 3161): PAdES-B-T; without it PAdES-B')
    .option('--out <file>', 'where to write it')
    .option('--json', 'print what was written as JSON')
    .action(run);
}

async function run(file: string, { p12, password, tsa, out, json }: Options): Promise<void> {
  const signer = signerFromPkcs12(await readFile(p12), password);
  const authority = tsa === undefined ? undefined : createTimeStampClient({ url: tsa });
  const sealed = await sealPdf(await readFile(file), signer, {
    at: new Date(),
    reason: 'Електронен печат',
    ...(authority && { timeStamp: (digest) => authority.stamp(digest) }),
  });
  const target = out ?? file.replace(/(\.pdf)?$/i, '-sealed.pdf');
  await writeFile(target, sealed);
  const level = authority ? 'PAdES-B-T' : 'PAdES-B';
  process.stdout.write(json ? `${JSON.stringify({ file: target, level })}\n` : `${target} (${level})\n`);
}
