import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('application_documents', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.text('account').notNullable();
    table.text('sha256').notNullable().index();
    table.jsonb('application').notNullable();
    table.binary('content').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
  });

  await db.schema.createTable('documents', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.uuid('case_file_id').notNullable().index();
    table.text('kind').notNullable();
    table.text('file_name').notNullable();
    table.text('media_type').notNullable();
    table.text('sha256').notNullable();
    table.binary('content').notNullable();
    // The moment of the row, not of its transaction: documents are listed in the order they came.
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(db.raw('clock_timestamp()'));
  });

  // What was sent, before anything is known about it. Its id becomes the case file's.
  await db.schema.createTable('submissions', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.text('account').notNullable();
    table.text('idempotency_key').notNullable();
    table.text('request_hash').notNullable();
    table.text('bundle_hash').notNullable().references('bundles.hash');
    table.jsonb('application').notNullable();
    table.text('signed_name').notNullable();
    table.binary('signed').notNullable();
    table.binary('detached_content');
    table.timestamp('received_at', { useTz: true }).notNullable();
    table.jsonb('outcome');
    table.unique(['account', 'idempotency_key']);
  });

  await db.schema.createTable('case_files', (table) => {
    table.uuid('id').primary();
    table.text('account').notNullable().index();
    table.text('service_id').notNullable();
    table.text('bundle_hash').notNullable().references('bundles.hash');
    table.text('registration_number').notNullable().unique();
    table.text('access_code').notNullable();
    table.jsonb('application').notNullable();
    table.jsonb('report').notNullable();
    table.text('status').notNullable().checkIn(['signature-review', 'in-progress', 'incident', 'closed']);
    table.text('outcome');
    // The last quiet point that was written; a repeated one changes nothing.
    table.integer('seq').notNullable().defaultTo(0);
    table.timestamp('received_at', { useTz: true }).notNullable();
    table.timestamp('closed_at', { useTz: true });
  });

  await db.schema.createTable('journal', (table) => {
    table.uuid('case_file_id').notNullable().references('case_files.id');
    table.integer('sequence').notNullable();
    // The exact text that was hashed; the other columns of an entry are inside it.
    table.text('content').notNullable();
    table.text('hash').notNullable();
    table.primary(['case_file_id', 'sequence']);
  });
  for (const name of ['journal', 'documents']) {
    await db.raw(`
      create trigger ${name}_append_only
        before update or delete on ${name} for each row execute function refuse_change();
    `);
  }
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['journal', 'case_files', 'submissions', 'documents', 'application_documents'])
    await db.schema.dropTable(name);
}
