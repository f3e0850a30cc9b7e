import type { Knex } from 'knex';

import type { Listening } from '../domain/mail';
import { claim, dropSignals, lockNames, release, type SubscriptionRow } from './mail-routes';

interface Listener {
  readonly caseFileId: string;
  readonly bundleHash: string;
  readonly listening: readonly Listening[];
}

/** All that a case file listens to from now on, within the transaction of its quiet point. What waited for it becomes its mail. */
export async function listen(
  transaction: Knex.Transaction,
  { caseFileId, bundleHash, listening }: Listener,
): Promise<void> {
  const before: SubscriptionRow[] = await transaction('subscriptions').where({ case_file_id: caseFileId });
  await lockNames(transaction, [...before, ...listening]);
  const nameOf = (hash: string, subscription: string): string => `${hash} ${subscription}`;
  const wanted = new Set(listening.map(({ subscription }) => nameOf(bundleHash, subscription)));
  const known = new Set(before.map((row) => nameOf(row.bundle_hash, row.subscription)));
  const gone = before.filter((row) => !wanted.has(nameOf(row.bundle_hash, row.subscription)));
  const begun = listening.filter(({ subscription }) => !known.has(nameOf(bundleHash, subscription)));
  if (gone.length > 0)
    await transaction('subscriptions')
      .whereIn(
        'id',
        gone.map(({ id }) => id),
      )
      .delete();
  const rows = begun.map((one) => ({ case_file_id: caseFileId, bundle_hash: bundleHash, ...one }));
  const inserted: SubscriptionRow[] =
    rows.length > 0 ? await transaction('subscriptions').insert(rows).returning('*') : [];
  await release(transaction, caseFileId, gone);
  if (gone.some(({ type }) => type === 'signal')) await dropSignals(transaction, caseFileId);
  for (const row of inserted) await claim(transaction, row);
}
