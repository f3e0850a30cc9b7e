import { mkdir } from 'node:fs/promises';

import { mustRun, runTool } from './tool';

/** An NSS database, as pdfsig reads it, that trusts one root for everything. */
export async function createNssDatabase(folder: string, root: string): Promise<string> {
  const database = `sql:${folder}`;
  await mkdir(folder, { recursive: true });
  await mustRun('certutil', ['-N', '-d', database, '--empty-password']);
  await mustRun('certutil', ['-A', '-d', database, '-n', 'root', '-t', 'CT,CT,CT', '-i', root]);
  return database;
}

export interface PdfsigVerdict {
  readonly signature: string | undefined;
  readonly certificate: string | undefined;
  /** Without it a "valid" signature may stand over something other than what a reader shows. */
  readonly isWhole: boolean;
}

/** pdfsig asks the certificate's OCSP responder by itself; told not to, it trusts nobody. */
export async function askPdfsig(file: string, database: string): Promise<PdfsigVerdict> {
  const { text } = await runTool('pdfsig', ['-nssdir', database, file]);
  return {
    signature: /Signature Validation: (.*)/.exec(text)?.[1],
    certificate: /Certificate Validation: (.*)/.exec(text)?.[1],
    isWhole: /^ *- Total document signed/m.test(text),
  };
}
