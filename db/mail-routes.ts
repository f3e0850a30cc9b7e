import type { Knex } from 'knex';

import type { Listening } from '../domain/mail';

export interface SubscriptionRow {
  readonly id: string;
  readonly case_file_id: string;
  readonly bundle_hash: string;
  readonly subscription: string;
  readonly type: Listening['type'];
  readonly name: string;
  readonly key: string | null;
  readonly repeats: boolean;
}

interface Named {
  readonly type: Listening['type'];
  readonly name: string;
}

/**
 * Whoever publishes under a name or begins to wait for it takes its turn: neither can miss the other. Taken after every row lock and
 * in order, so that two never wait for one another.
 */
export async function lockNames(transaction: Knex.Transaction, named: readonly Named[]): Promise<void> {
  const names = [...new Set(named.map(({ type, name }) => `mail:${type}:${name}`))].sort();
  for (const name of names) await transaction.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}

const UNCLAIMED = 'case_file_id is null and expires_at > now()';
const SAME_KEY = (column: string): string => `(${column} is null or ?::text is null or ${column} = ?)`;

/** A subscription that no mail was promised to yet, or that takes any number. */
const IS_FREE = `(repeats or not exists (
  select 1 from mail where subscription_id = subscriptions.id and expires_at > now()))`;

/** Who gets a message: the one that waits longest. */
export function findReceiver(
  transaction: Knex.Transaction,
  { name, key }: { readonly name: string; readonly key: string | null },
): Promise<SubscriptionRow | undefined> {
  return transaction('subscriptions')
    .where({ type: 'message', name })
    .whereRaw(SAME_KEY('key'), [key, key])
    .whereRaw(IS_FREE)
    .orderBy('id')
    .first();
}

/** Gives a new subscription the oldest message that waits for it; all of them where it goes on listening. */
export async function claim(transaction: Knex.Transaction, subscription: SubscriptionRow): Promise<void> {
  const { id, case_file_id, type, name, key, repeats } = subscription;
  if (type !== 'message') return;
  const isFree = await transaction('subscriptions').where({ id }).whereRaw(IS_FREE).first('id');
  if (!isFree) return;
  const waiting = transaction('mail')
    .where({ type, name })
    .whereRaw(UNCLAIMED)
    .whereRaw(SAME_KEY('correlation_key'), [key, key])
    .orderBy('sequence')
    .select('id');
  await transaction('mail')
    .whereIn('id', repeats ? waiting : waiting.limit(1))
    .update({ case_file_id, subscription_id: id, routed_by: case_file_id });
}

/** Messages that were promised to what is no longer waited for: to the next, or back to where they wait. */
export async function release(
  transaction: Knex.Transaction,
  caseFileId: string,
  gone: readonly SubscriptionRow[],
): Promise<void> {
  if (gone.length === 0) return;
  const released = await transaction('mail')
    .whereIn(
      'subscription_id',
      gone.map(({ id }) => id),
    )
    .update({ case_file_id: null, subscription_id: null, routed_by: caseFileId })
    .returning(['id', 'name', 'correlation_key', 'sequence']);
  for (const { id, name, correlation_key: key } of released.sort((a, b) => Number(a.sequence) - Number(b.sequence))) {
    const receiver = await findReceiver(transaction, { name, key });
    if (receiver)
      await transaction('mail')
        .where({ id })
        .update({ case_file_id: receiver.case_file_id, subscription_id: receiver.id });
  }
}

/** A signal is for those who wait when it is thrown: to one that no longer does it means nothing. */
export async function dropSignals(transaction: Knex.Transaction, caseFileId: string): Promise<void> {
  const awaited = transaction('subscriptions').where({ case_file_id: caseFileId, type: 'signal' }).select('name');
  await transaction('mail').where({ case_file_id: caseFileId, type: 'signal' }).whereNotIn('name', awaited).delete();
}
