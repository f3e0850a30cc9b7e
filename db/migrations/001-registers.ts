import type { Knex } from 'knex';

export async function up(db: Knex): Promise<void> {
  // The evidence that somebody may ask for years later: nobody edits it, not even this application.
  await db.raw(`
    create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name; end $$;
  `);

  await db.schema.createTable('register_counters', (table) => {
    table.text('register').notNullable();
    table.integer('year').notNullable();
    table.integer('last').notNullable();
    table.primary(['register', 'year']);
  });

  await db.schema.createTable('registrations', (table) => {
    table.text('register').notNullable();
    table.integer('year').notNullable();
    table.integer('sequence').notNullable();
    table.text('number').notNullable().unique();
    table.uuid('case_file_id').notNullable().index();
    table.timestamp('registered_at', { useTz: true }).notNullable();
    table.primary(['register', 'year', 'sequence']);
  });
  await db.raw(`
    create trigger registrations_append_only
      before update or delete on registrations for each row execute function refuse_change();
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('registrations');
  await db.schema.dropTable('register_counters');
  await db.raw('drop function refuse_change()');
}
