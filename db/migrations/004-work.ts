import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('work_items', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.uuid('case_file_id').notNullable().references('case_files.id');
    table.text('execution').notNullable();
    table.text('element').notNullable();
    table.jsonb('name').notNullable();
    table.specificType('candidates', 'text[]').notNullable();
    table.text('bundle_hash').notNullable().references('bundles.hash');
    table.text('form').notNullable();
    table.jsonb('inputs').notNullable();
    table.text('state').notNullable().checkIn(['open', 'completed', 'withdrawn']);
    table.integer('version').notNullable().defaultTo(1);
    table.timestamp('opened_at', { useTz: true }).notNullable();
    table.timestamp('completed_at', { useTz: true });
    table.jsonb('completed_by');
    table.text('completion_key');
    table.unique(['case_file_id', 'bundle_hash', 'execution']);
  });
  await db.raw(`create index work_items_open on work_items using gin (candidates) where state = 'open'`);

  // One row an effect with the outside world: a retry finds what was already done.
  await db.schema.createTable('effects', (table) => {
    table.text('key').primary();
    table.jsonb('result').notNullable();
    table.timestamp('at', { useTz: true }).notNullable().defaultTo(db.fn.now());
  });

  await db.schema.createTable('replies', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.uuid('case_file_id').notNullable().references('case_files.id').index();
    table.text('effect_key').notNullable().unique();
    table.text('kind').notNullable();
    table.text('registration_number').notNullable().unique();
    table.text('verification_code').notNullable().unique();
    table.uuid('document_id').references('documents.id');
    table.timestamp('issued_at', { useTz: true }).notNullable();
    table.timestamp('delivered_at', { useTz: true });
  });

  await db.schema.createTable('incidents', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.uuid('case_file_id').notNullable().references('case_files.id').index();
    table.text('execution').notNullable();
    table.text('element').notNullable();
    table.text('code').notNullable();
    table.text('message').notNullable();
    table.timestamp('raised_at', { useTz: true }).notNullable();
    table.timestamp('resolved_at', { useTz: true });
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['incidents', 'replies', 'effects', 'work_items']) await db.schema.dropTable(name);
}
