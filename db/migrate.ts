import type { Knex } from 'knex';

import * as createRegisters from './migrations/001-registers';
import * as createCatalogue from './migrations/002-catalogue';
import * as createCaseFiles from './migrations/003-case-files';
import * as createWork from './migrations/004-work';
import * as createTrust from './migrations/005-trust';
import * as orderDocuments from './migrations/006-document-order';
import * as createMail from './migrations/007-mail';
import * as createCalls from './migrations/008-calls';
import * as createDataStores from './migrations/009-data-stores';

interface Migration {
  up(db: Knex): Promise<void>;
  down(db: Knex): Promise<void>;
}

/** In order. A migration that is merged never changes. Names carry no file extension: knex records them for ever. */
const MIGRATIONS: readonly (readonly [string, Migration])[] = [
  ['001-registers', createRegisters],
  ['002-catalogue', createCatalogue],
  ['003-case-files', createCaseFiles],
  ['004-work', createWork],
  ['005-trust', createTrust],
  ['006-document-order', orderDocuments],
  ['007-mail', createMail],
  ['008-calls', createCalls],
  ['009-data-stores', createDataStores],
];

export const migrationSource: Knex.MigrationSource<readonly [string, Migration]> = {
  getMigrations: async () => [...MIGRATIONS],
  getMigrationName: ([name]) => name,
  getMigration: async ([, migration]) => migration,
};

/** Any number of processes may call this at once: they take turns on an advisory lock. */
const MIGRATION_LOCK = 7_337_001;

export async function migrateToLatest(db: Knex): Promise<void> {
  await db.transaction(async (turn) => {
    await turn.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await db.migrate.forceFreeMigrationsLock({ migrationSource });
    await db.migrate.latest({ migrationSource });
  });
}
