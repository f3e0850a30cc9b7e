import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('bundles', (table) => {
    table.text('hash').primary();
    table.text('service_id').notNullable();
    table.jsonb('content').notNullable();
  });
  await db.raw(`
    create trigger bundles_append_only
      before update or delete on bundles for each row execute function refuse_change();
  `);

  // The newest publication of a service is the one new applications are filed under.
  await db.schema.createTable('publications', (table) => {
    table.specificType('id', 'bigint generated always as identity').primary();
    table.text('service_id').notNullable();
    table.text('hash').notNullable().references('bundles.hash');
    table.timestamp('published_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
    table.index(['service_id', 'id']);
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('publications');
  await db.schema.dropTable('bundles');
}
