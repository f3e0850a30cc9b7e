import { connect } from '../db/connection';
import { createRepositories } from '../db/repositories';
import { databaseUrlOf, type DatabaseOptions } from './database';

interface Options extends DatabaseOptions {
  readonly json?: boolean;
}

export interface JournalProof {
  readonly caseFileId: string;
  readonly registrationNumber: string;
  readonly ok: boolean;
  readonly entries: number;
  readonly break?: { readonly sequence: number; readonly reason: string };
}

/**
 * Whether nothing in a case file's journal was changed, left out or put in. The case file is named by its registration number or its
 * id; throws when there is none.
 */
export async function proveJournal(databaseUrl: string, name: string): Promise<JournalProof> {
  const db = connect(databaseUrl);
  try {
    const { caseFiles, journal } = createRepositories(db);
    const { id, registrationNumber } = await caseFiles.getByName(name);
    const found = await journal.findBreak(id);
    const entries = (await journal.list(id)).length;
    return { caseFileId: id, registrationNumber, ok: !found, entries, ...(found && { break: found }) };
  } finally {
    await db.destroy();
  }
}

/** 0 when the journal is whole, else 1. */
export async function verifyJournal(name: string, options: Options): Promise<number> {
  const proof = await proveJournal(await databaseUrlOf(options), name);
  const { registrationNumber, entries } = proof;
  const words = proof.break
    ? `entry ${proof.break.sequence}: ${proof.break.reason}`
    : `${entries} entries, every hash as it should be`;
  process.stdout.write(options.json ? `${JSON.stringify(proof)}\n` : `${registrationNumber}: ${words}\n`);
  return proof.ok ? 0 : 1;
}
