import type { Knex } from 'knex';

/** Messages and signals between case files. */
export async function up(db: Knex): Promise<void> {
  // What case files wait for now; their quiet points keep it true. The oldest is served first.
  await db.schema.createTable('subscriptions', (table) => {
    table.specificType('id', 'bigint generated always as identity').primary();
    table.uuid('case_file_id').notNullable().references('case_files.id');
    table.text('bundle_hash').notNullable().references('bundles.hash');
    table.text('subscription').notNullable();
    table.text('type').notNullable().checkIn(['message', 'signal']);
    table.text('name').notNullable();
    table.text('key');
    table.boolean('repeats').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
    table.unique(['case_file_id', 'bundle_hash', 'subscription']);
    table.index(['type', 'name', 'id']);
  });

  // One row a receiver; a message that nobody waits for has none until somebody does.
  await db.schema.createTable('mail', (table) => {
    table.uuid('id').primary().defaultTo(db.fn.uuid());
    table.specificType('sequence', 'bigint generated always as identity').notNullable();
    // The act that published it.
    table.text('key').notNullable();
    table.text('type').notNullable().checkIn(['message', 'signal']);
    table.text('name').notNullable();
    table.text('correlation_key');
    table.jsonb('variables').notNullable();
    table.uuid('case_file_id');
    table.bigInteger('subscription_id');
    // The case file whose act gave it its receiver: who has to tell the receiver.
    table.uuid('routed_by').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
    table.timestamp('expires_at', { useTz: true }).notNullable();
    table.timestamp('handed_at', { useTz: true });
  });
  await db.raw(`create index mail_unclaimed on mail (name, sequence) where case_file_id is null and handed_at is null`);
  await db.raw(`create index mail_on_its_way on mail (case_file_id) where handed_at is null`);
  await db.raw(`create index mail_routed on mail (routed_by) where handed_at is null`);
  await db.raw(`create index mail_promised on mail (subscription_id) where handed_at is null`);

  // Case files that a message or signal of another one brings into being.
  await db.schema.createTable('origins', (table) => {
    table.uuid('case_file_id').primary().defaultTo(db.fn.uuid());
    table.text('key').notNullable().index();
    table.uuid('from_case_file_id').notNullable().references('case_files.id');
    table.text('service_id').notNullable();
    table.text('bundle_hash').notNullable().references('bundles.hash');
    table.text('process').notNullable();
    table.text('element').notNullable();
    // What has happened of all that must, by the number of the definition.
    table.jsonb('parts').notNullable();
    table.boolean('complete').notNullable();
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(db.fn.now());
  });
  await db.raw(`create unique index origins_incomplete on origins (bundle_hash, element) where not complete`);

  await db.schema.alterTable('incidents', (table) => table.text('bundle_hash'));
  await db.raw(`
    update incidents set bundle_hash = case_files.bundle_hash from case_files where case_files.id = incidents.case_file_id
  `);
  await db.schema.alterTable('incidents', (table) => table.text('bundle_hash').notNullable().alter());
}

export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('incidents', (table) => table.dropColumn('bundle_hash'));
  for (const name of ['origins', 'mail', 'subscriptions']) await db.schema.dropTable(name);
}
