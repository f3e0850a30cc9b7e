import type { Knex } from 'knex';

/** Documents that came together have one time; this tells their order. */
export async function up(db: Knex): Promise<void> {
  await db.raw('alter table documents add column sequence bigint generated always as identity');
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('documents', (table) => table.dropColumn('sequence'));
}
