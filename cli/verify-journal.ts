import { connect } from '../db/connection';
import { createRepositories } from '../db/repositories';
import { databaseUrlOf, type DatabaseOptions } from './database';

interface Options extends DatabaseOptions {
  readonly json?: boolean;
}

/**
 * Proves that nothing in a case file's journal was changed, left out or put in. The case file is named by its registration number
 * or its id. 0 when the journal is whole, 1 when it is not; throws when there is no such case file.
 */
export async function verifyJournal(name: string, options: Options): Promise<number> {
  const db = connect(await databaseUrlOf(options));
  try {
    const { caseFiles, journal } = createRepositories(db);
    const { id, registrationNumber } = await caseFiles.getByName(name);
    const found = await journal.findBreak(id);
    const entries = (await journal.list(id)).length;
    const words = found ? `entry ${found.sequence}: ${found.reason}` : `${entries} entries, every hash as it should be`;
    const answer = { caseFileId: id, registrationNumber, ok: !found, entries, ...(found && { break: found }) };
    process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : `${registrationNumber}: ${words}\n`);
    return found ? 1 : 0;
  } finally {
    await db.destroy();
  }
}
