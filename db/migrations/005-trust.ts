import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('trust_anchors', (table) => {
    table.text('sha256').primary();
    table.text('subject').notNullable();
    table.binary('der').notNullable();
    table.timestamp('added_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('trust_anchors');
}
