import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { createDatabase, type RunningPostgres } from '../postgres';

const run = promisify(execFile);

const DATABASES = [
  ['temporal', 'postgresql/v12/temporal'],
  ['temporal_visibility', 'postgresql/v12/visibility'],
] as const;

/** Creates or updates Temporal's own tables, beside ours in the same PostgreSQL. Safe to repeat. */
export async function setUpTemporalSchema(sql: string, postgres: RunningPostgres): Promise<void> {
  for (const [database, schema] of DATABASES) {
    await createDatabase(postgres, database);
    const tool = (...args: string[]) =>
      run(
        sql,
        [
          '--plugin',
          'postgres12_pgx',
          '--ep',
          '127.0.0.1',
          '-p',
          String(postgres.port),
          '-u',
          postgres.user,
          '--pw',
          postgres.password,
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
