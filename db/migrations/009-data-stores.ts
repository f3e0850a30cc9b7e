import type { Knex } from 'knex';

/** Data stores outlive the process that writes them (BPMN 2.0, 10.4.1); all services share those of one name. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('data_stores', (table) => {
    table.text('name').primary();
    // Not jsonb: what is read has its entries in the order in which they were written.
    table.json('value').notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
    // The quiet point that wrote it last.
    table.uuid('case_file_id').notNullable().references('case_files.id');
    table.integer('seq').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('data_stores');
}
