import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Knex } from 'knex';

import { connect } from '../../db/connection';
import { migrateToLatest } from '../../db/migrate';
import { createDatabase, startPostgres } from '../../stack/postgres';

/** A real PostgreSQL for one test file, its tables cloned from a migrated template. */
export interface TestDatabase {
  readonly db: Knex;
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'template_prepiska';
let server: ReturnType<typeof startTestPostgres> | undefined;

async function startTestPostgres() {
  const folder = join(tmpdir(), `prepiska-test-${process.pid}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const postgres = await startPostgres({ folder, port: 20_000 + (process.pid % 12_000), password: 'test' });
  await createDatabase(postgres, TEMPLATE);
  const template = connect(postgres.url(TEMPLATE));
  await migrateToLatest(template);
  await template.destroy();
  return { ...postgres, folder };
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const postgres = await (server ??= startTestPostgres());
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = connect(postgres.url('postgres'), { max: 1 });
  await admin.raw(`create database "${name}" template "${TEMPLATE}"`);
  await admin.destroy();
  const db = connect(postgres.url(name));
  return {
    db,
    url: postgres.url(name),
    drop: async () => {
      await db.destroy();
      await postgres.stop();
      await rm(postgres.folder, { recursive: true, force: true });
      server = undefined;
    },
  };
}
