import { connect } from '../db/connection';
import { createJournalRepository } from '../db/journal';

interface Options {
  readonly database?: string;
  readonly json?: boolean;
}

/** Proves that nothing in a case file's journal was changed, left out or put in. 0 when it is whole, else 1. */
export async function verifyJournal(caseFileId: string, { database, json }: Options): Promise<number> {
  const url = database ?? process.env.DATABASE_URL;
  if (!url) throw new Error('Say which database: --database or DATABASE_URL.');
  const db = connect(url);
  try {
    const journal = createJournalRepository(db);
    const found = await journal.findBreak(caseFileId);
    const entries = (await journal.list(caseFileId)).length;
    const words = found ? `entry ${found.sequence}: ${found.reason}` : `${entries} entries, every hash as it should be`;
    process.stdout.write(
      json ? `${JSON.stringify({ caseFileId, ok: !found, entries, ...(found && { break: found }) })}\n` : `${words}\n`,
    );
    return found ? 1 : 0;
  } finally {
    await db.destroy();
  }
}
