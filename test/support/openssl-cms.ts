import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { mustRun, runTool, type Said } from './tool';

/** Roots and CRLs in one PEM file: `openssl cms` takes lists from nowhere else. */
export async function writeTrust(file: string, root: string, crls: readonly string[]): Promise<string> {
  const lists = await Promise.all(crls.map((crl) => mustRun('openssl', ['crl', '-inform', 'DER', '-in', crl])));
  await writeFile(file, [await readFile(root, 'utf8'), ...lists, ''].join('\n'));
  return file;
}

/** `openssl cms -verify -cades` over a .p7s with its content, or a .p7m; every certificate is looked up in the lists. */
export const askOpenssl = (cms: string, trust: string, content?: string): Promise<Said> =>
  runTool('openssl', [
    ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms],
    ...(content === undefined ? [] : ['-content', content]),
    ...['-CAfile', trust, '-crl_check_all', '-x509_strict', '-purpose', 'any', '-out', '/dev/null'],
  ]);

/** The CMS of a PDF and the bytes that it stands over, as poppler finds them: not by our own reader. */
export async function takeApart(pdf: string): Promise<{ cms: string; content: string }> {
  await runTool('pdfsig', ['-dump', pdf], { cwd: dirname(pdf) });
  const { text } = await runTool('pdfsig', ['-nocert', pdf]);
  const ranges = /Signed Ranges: \[(\d+) - (\d+)\], \[(\d+) - (\d+)\]/.exec(text)?.slice(1).map(Number);
  if (!ranges) throw new Error(`pdfsig finds no signature: ${text}`);
  const [from, gap, resume, to] = ranges;
  const bytes = await readFile(pdf);
  const content = `${pdf}.signed-bytes`;
  await writeFile(content, Buffer.concat([bytes.subarray(from, gap), bytes.subarray(resume, to)]));
  return { cms: join(dirname(pdf), `${basename(pdf)}.sig0`), content };
}
