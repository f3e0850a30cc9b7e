import { X509Certificate } from 'node:crypto';

import { connect } from '../db/connection';
import { migrateToLatest } from '../db/migrate';
import { createTrustAnchorRepository } from '../db/trust-anchors';
import { createDatabase, serverOf } from './postgres';
import type { TrustAuthority } from './trust/authority';

/** Our own tables; and the demo's root is trusted because this start tells the application so, as `prepiska trust add` would. */
export async function prepareDatabase(
  databaseUrl: string,
  { rootPem }: TrustAuthority,
  report: (line: string) => void,
): Promise<void> {
  await createDatabase(serverOf(databaseUrl), decodeURIComponent(new URL(databaseUrl).pathname.slice(1)));
  const db = connect(databaseUrl);
  try {
    await migrateToLatest(db);
    const anchors = createTrustAnchorRepository(db);
    const root = new X509Certificate(rootPem);
    const isKnown = (await anchors.list()).some(({ der }) => der.equals(root.raw));
    if (isKnown) return;
    await anchors.add({ der: root.raw, subject: root.subject.replaceAll('\n', ', ') });
    report(`trust add: ${root.subject.replaceAll('\n', ', ')}`);
  } finally {
    await db.destroy();
  }
}
