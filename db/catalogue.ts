import type { Knex } from 'knex';

import { DomainError } from '../domain/errors';

export type CatalogueRepository<Content extends { hash: string }> = ReturnType<
  typeof createCatalogueRepository<Content>
>;

/** Published bundles, immutable and known by their hash. `Content` is the catalogue's compiled bundle, kept as JSON. */
export function createCatalogueRepository<Content extends { hash: string }>(db: Knex) {
  const byHash = new Map<string, Content>();

  /** Publishing the content that is already the current one changes nothing. */
  async function publish(serviceId: string, content: Content): Promise<void> {
    await db.transaction(async (transaction) => {
      await transaction.raw('select pg_advisory_xact_lock(hashtext(?))', [`publish:${serviceId}`]);
      const current = await transaction('publications')
        .where({ service_id: serviceId })
        .orderBy('id', 'desc')
        .first('hash');
      if (current?.hash === content.hash) return;
      await transaction('bundles')
        .insert({ hash: content.hash, service_id: serviceId, content: JSON.stringify(content) })
        .onConflict('hash')
        .ignore();
      await transaction('publications').insert({ service_id: serviceId, hash: content.hash });
    });
  }

  async function get(hash: string): Promise<Content> {
    const known = byHash.get(hash);
    if (known) return known;
    const row = await db('bundles').where({ hash }).first('content');
    if (!row) throw new DomainError('SERVICE_NOT_FOUND', 'No bundle was published under this hash', { hash });
    byHash.set(hash, row.content);
    return row.content;
  }

  async function findCurrent(serviceId: string): Promise<Content | undefined> {
    const row = await db('publications').where({ service_id: serviceId }).orderBy('id', 'desc').first('hash');
    return row && get(row.hash);
  }

  async function listCurrent(): Promise<Content[]> {
    const rows = await db('publications').distinctOn('service_id').orderBy('service_id').orderBy('id', 'desc');
    return Promise.all(rows.map((row) => get(row.hash)));
  }

  return { publish, get, findCurrent, listCurrent };
}
