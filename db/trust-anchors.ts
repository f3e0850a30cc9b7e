import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

export interface TrustAnchor {
  readonly sha256: string;
  readonly subject: string;
  readonly der: Buffer;
  readonly addedAt: Date;
}

export type TrustAnchorRepository = ReturnType<typeof createTrustAnchorRepository>;

/** The certification authorities that somebody told us to trust; nothing else is trusted. */
export function createTrustAnchorRepository(db: Knex) {
  async function list(): Promise<TrustAnchor[]> {
    const rows = await db('trust_anchors').orderBy('added_at');
    return rows.map((row) => ({ sha256: row.sha256, subject: row.subject, der: row.der, addedAt: row.added_at }));
  }

  /** Adding a certificate twice keeps the first. */
  async function add({ der, subject }: { der: Uint8Array; subject: string }): Promise<void> {
    const sha256 = createHash('sha256').update(der).digest('hex');
    await db('trust_anchors')
      .insert({ sha256, subject, der: Buffer.from(der) })
      .onConflict('sha256')
      .ignore();
  }

  /** False when there was no such anchor. */
  async function remove(sha256: string): Promise<boolean> {
    return (await db('trust_anchors').where({ sha256 }).del()) > 0;
  }

  return { list, add, remove };
}
