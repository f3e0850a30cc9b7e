import type { Knex } from 'knex';

/** Case files that others call and wait for. Mail that was taken is in the journal: it is not kept. */
export async function up(db: Knex): Promise<void> {
  // The execution of the caller that waits for the end.
  await db.schema.alterTable('origins', (table) => table.text('execution'));
  await db.raw('create unique index origins_called on origins (key) where execution is not null');
  await db.raw('create index origins_of_caller on origins (from_case_file_id) where execution is not null');

  await db('mail').whereNotNull('handed_at').delete();
  // With it go the indexes that name it.
  await db.schema.alterTable('mail', (table) => table.dropColumn('handed_at'));
  await db.raw('alter table mail drop constraint mail_type_check');
  await db.raw(
    `alter table mail add constraint mail_type_check check (type in ('message', 'signal', 'complete', 'fail'))`,
  );
  await db.raw('create index mail_unclaimed on mail (name, sequence) where case_file_id is null');
  await db.schema.alterTable('mail', (table) => {
    for (const column of ['case_file_id', 'routed_by', 'subscription_id', 'expires_at']) table.index(column);
  });
}

export async function down(db: Knex): Promise<void> {
  await db('mail').whereNotIn('type', ['message', 'signal']).delete();
  await db.raw('alter table mail drop constraint mail_type_check');
  await db.raw(`alter table mail add constraint mail_type_check check (type in ('message', 'signal'))`);
  await db.schema.alterTable('mail', (table) => {
    table.dropIndex(['name', 'sequence'], 'mail_unclaimed');
    for (const column of ['case_file_id', 'routed_by', 'subscription_id', 'expires_at']) table.dropIndex(column);
    table.timestamp('handed_at', { useTz: true });
  });
  await db.raw(`create index mail_unclaimed on mail (name, sequence) where case_file_id is null and handed_at is null`);
  await db.raw(`create index mail_on_its_way on mail (case_file_id) where handed_at is null`);
  await db.raw(`create index mail_routed on mail (routed_by) where handed_at is null`);
  await db.raw(`create index mail_promised on mail (subscription_id) where handed_at is null`);
  await db.schema.alterTable('origins', (table) => table.dropColumn('execution'));
}
