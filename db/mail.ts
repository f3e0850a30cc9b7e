import type { Knex } from 'knex';

import type { QuietPoint } from '../domain/case-file';
import type { Json, JsonObject } from '../domain/json';
import { keyText, type Mail } from '../domain/mail';
import type { Trigger } from '../domain/process/events';
import { findReceiver, lockNames } from './mail-routes';
import type { OriginRepository, Start } from './origins';

export interface Publication {
  /** Names the act: done again it changes nothing. */
  readonly key: string;
  readonly caseFileId: string;
  /** What a trigger starts of the published services, in order. */
  readonly triggers: readonly (Trigger & { readonly starts: readonly Start[] })[];
}

/** How long a message waits for its receiver. */
const TIME_TO_LIVE = '30 days';

export type MailRepository = ReturnType<typeof createMailRepository>;

/** Messages and signals between case files: who gets them, and what is on its way to whom. */
export function createMailRepository(db: Knex, origins: OriginRepository) {
  /** A message goes to one that waits, a signal to all; else both may begin a case file. A message nobody waits for is kept. */
  async function publish(transaction: Knex.Transaction, publication: Publication): Promise<void> {
    const { key, caseFileId, triggers } = publication;
    await lockNames(transaction, triggers);
    await forgetExpired(transaction);
    for (const trigger of triggers) {
      const starts =
        trigger.type === 'signal'
          ? await signal(transaction, publication, trigger)
          : await send(transaction, publication, trigger);
      for (const start of starts)
        await origins.begin(transaction, start, { key, from: caseFileId, payload: trigger.variables });
    }
  }

  const live = (where: object) => db('mail').where(where).whereRaw('expires_at > now()');

  /** What is on its way to a case file, in order. */
  async function listFor(caseFileId: string): Promise<Mail[]> {
    return (await live({ case_file_id: caseFileId }).orderBy('sequence')).map(toMail);
  }

  /** Other case files that have yet to fetch what this one's acts gave them. */
  async function listRoutedBy(caseFileId: string): Promise<string[]> {
    return live({ routed_by: caseFileId }).whereNot({ case_file_id: caseFileId }).distinct().pluck('case_file_id');
  }

  return { publish, listFor, listRoutedBy };
}

type Sent<Type extends Trigger['type']> = Extract<Publication['triggers'][number], { type: Type }>;

/** To all that listen now. */
async function signal(
  transaction: Knex.Transaction,
  publication: Publication,
  trigger: Sent<'signal'>,
): Promise<readonly Start[]> {
  const { type, name } = trigger;
  const receivers: string[] = await transaction('subscriptions')
    .where({ type, name })
    .groupBy('case_file_id')
    .orderByRaw('min(id)')
    .pluck('case_file_id');
  const rows = receivers.map((case_file_id) => ({ ...rowOf(transaction, publication, trigger), case_file_id }));
  if (rows.length > 0) await transaction.batchInsert('mail', rows);
  return trigger.starts;
}

async function send(
  transaction: Knex.Transaction,
  publication: Publication,
  trigger: Sent<'message'>,
): Promise<readonly Start[]> {
  const { name, key } = trigger;
  const receiver = await findReceiver(transaction, { name, key: keyText(key) });
  if (!receiver && trigger.starts.length > 0) return trigger.starts.slice(0, 1);
  await transaction('mail').insert({
    ...rowOf(transaction, publication, trigger),
    ...(receiver && { case_file_id: receiver.case_file_id, subscription_id: receiver.id }),
  });
  return [];
}

/** How a called case file ended, for the caller, unless that is over. It never expires. Within the transaction of the last quiet point. */
export async function sendAnswer(
  transaction: Knex.Transaction,
  from: string,
  { to, event }: NonNullable<QuietPoint['answer']>,
): Promise<void> {
  const { type, execution, ...content } = event;
  const caller = await transaction('case_files').where({ id: to }).whereNot({ status: 'closed' }).first('id');
  if (!caller) return;
  await transaction('mail').insert({
    ...{ key: from, type, name: execution, routed_by: from, case_file_id: to, expires_at: 'infinity' },
    variables: JSON.stringify('variables' in content ? content.variables : content),
  });
}

/** Nobody gets it any more. What another transaction holds is left to the next. */
async function forgetExpired(transaction: Knex.Transaction): Promise<void> {
  const expired = transaction('mail').whereRaw('expires_at <= now()').select('id').forUpdate().skipLocked();
  await transaction('mail').whereIn('id', expired).delete();
}

const rowOf = (transaction: Knex.Transaction, { key, caseFileId }: Publication, trigger: Trigger) => ({
  ...{ key, type: trigger.type, name: trigger.name, routed_by: caseFileId },
  correlation_key: trigger.type === 'message' ? keyText(trigger.key) : null,
  variables: JSON.stringify(trigger.variables),
  expires_at: transaction.raw('now() + ?::interval', [TIME_TO_LIVE]),
});

interface MailRow {
  readonly id: string;
  readonly type: Mail['event']['type'];
  readonly name: string;
  readonly correlation_key: string | null;
  readonly variables: JsonObject;
}

const toMail = (row: MailRow): Mail => ({ id: row.id, event: eventOf(row) });

function eventOf({ type, name, correlation_key: key, variables }: MailRow): Mail['event'] {
  if (type === 'complete') return { type, execution: name, variables };
  if (type === 'fail') return { type, execution: name, ...(variables as { code: string; message: string }) };
  return { type, name, variables, ...(key !== null && { key: JSON.parse(key) as Json }) };
}
