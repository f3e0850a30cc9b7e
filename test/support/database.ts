import { fork } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Knex } from 'knex';

import { connect } from '../../db/connection';
import { migrateToLatest } from '../../db/migrate';

/** A real PostgreSQL for one test file; `clone` gives a fresh database made from a migrated template. */
export interface TestServer {
  clone(): Promise<{ readonly db: Knex; readonly url: string }>;
  stop(): Promise<void>;
}

const TEMPLATE = 'template_prepiska';

export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-db-'));
  await chmod(folder, 0o755);
  const child = fork('test/support/postgres-process.ts', [folder, String(randomInt(12_000, 32_000))], {
    execArgv: ['--import', 'tsx'],
  });
  const url = new URL(
    await new Promise<string>((resolve, reject) => (child.once('message', resolve), child.once('exit', reject))),
  );
  const at = (database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const open: Knex[] = [];
  const admin = connect(at('postgres'), { max: 1 });
  await admin.raw(`create database "${TEMPLATE}"`);
  const template = connect(at(TEMPLATE));
  await migrateToLatest(template);
  await template.destroy();
  return {
    clone: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      await admin.raw(`create database "${name}" template "${TEMPLATE}"`);
      const db = connect(at(name));
      open.push(db);
      return { db, url: at(name) };
    },
    stop: async () => {
      await Promise.all([admin, ...open].map((db) => db.destroy()));
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.disconnect();
      await gone;
    },
  };
}
