import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { pem } from '../../stack/trust/material';
import type { Issued } from '../../stack/trust/issue';
import { mustRun } from './tool';

/** A PKCS#12 file as `openssl pkcs12 -export` makes it, in one of its ways. */
export async function exportPkcs12(
  folder: string,
  { certificate, above = [], password = 'demo', ways = [] }: Pkcs12Request,
): Promise<Buffer> {
  const file = (name: string) => join(folder, name);
  await writeFile(file('key.pem'), certificate.key.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(file('chain.pem'), [certificate.der, ...above].map(pem).join(''));
  const source = ['-inkey', file('key.pem'), '-in', file('chain.pem')];
  await mustRun('openssl', [
    'pkcs12',
    '-export',
    ...source,
    ...ways,
    '-passout',
    `pass:${password}`,
    '-out',
    file('me.p12'),
  ]);
  return readFile(file('me.p12'));
}

interface Pkcs12Request {
  readonly certificate: Issued;
  readonly above?: readonly Buffer[];
  readonly password?: string;
  /** Further options, `-legacy` for one. */
  readonly ways?: readonly string[];
}
