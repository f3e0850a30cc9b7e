import { readFile, writeFile } from 'node:fs/promises';

import type { Command } from 'commander';

import { signCms } from '../signature/creation/sign-cms';
import { sealPdf } from '../signature/creation/seal';
import { signerFromPkcs12 } from '../signature/creation/signer';

interface Options {
  readonly p12: string;
  readonly password: string;
  readonly detached?: boolean;
  readonly enveloping?: boolean;
  readonly pdf?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export function sign(command: Command): void {
  command
    .argument('<file>', 'what to sign')
    .requiredOption('--p12 <file>', 'PKCS#12 with your key and certificate')
    .requiredOption('--password <password>', 'its password')
    .option('--detached', 'a signature beside the file (.p7s)')
    .option('--enveloping', 'a signature around the file (.p7m)')
    .option('--pdf', 'a signature inside the PDF')
    .option('--out <file>', 'where to write it')
    .option('--json', 'print what was written as JSON')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const content = await readFile(file);
  const signer = signerFromPkcs12(await readFile(options.p12), options.password);
  const at = new Date();
  const kind = kindOf(content, options);
  const bytes =
    kind === 'pdf'
      ? await sealPdf(content, signer, { at, reason: 'Подписано' })
      : await signCms(content, signer, { detached: kind === 'p7s', signingTime: at });
  const out = options.out ?? (kind === 'pdf' ? file.replace(/(\.pdf)?$/i, '-signed.pdf') : `${file}.${kind}`);
  await writeFile(out, bytes);
  process.stdout.write(options.json ? `${JSON.stringify({ file: out, kind })}\n` : `${out}\n`);
}

/** A PDF is signed inside unless something else is asked; any other file gets a signature beside it. */
function kindOf(content: Buffer, { detached, enveloping, pdf }: Options): 'pdf' | 'p7s' | 'p7m' {
  if (pdf) return 'pdf';
  if (enveloping) return 'p7m';
  return detached || !content.subarray(0, 5).equals(Buffer.from('%PDF-')) ? 'p7s' : 'pdf';
}
