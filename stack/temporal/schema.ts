import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createDatabase, type DatabaseServer } from '../postgres';

const run = promisify(execFile);

const DATABASES = [
  ['temporal', 'postgresql/v12/temporal'],
  ['temporal_visibility', 'postgresql/v12/visibility'],
] as const;

/** Creates or updates Temporal's own tables, beside ours in the same PostgreSQL. Safe to repeat. */
export async function setUpTemporalSchema(sql: string, server: DatabaseServer): Promise<void> {
  for (const [database, schema] of DATABASES) {
    await createDatabase(server, database);
    const tool = (...args: string[]) =>
      run(
        sql,
        [
          '--plugin',
          'postgres12_pgx',
          '--ep',
          server.host,
          '-p',
          String(server.port),
          '-u',
          server.user,
          '--pw',
          server.password,
          '--db',
          database,
          ...args,
        ],
        { maxBuffer: 64 * 1024 * 1024 },
      );
    await tool('setup-schema', '-v', '0.0').catch((error: unknown) => {
      // A schema that is there already is what we want.
      if (!/already|exists/i.test(String(error))) throw error;
    });
    await tool('update-schema', '--schema-name', schema);
  }
}
