import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import { canonicalJson } from '../domain/canonical-json';
import type { JournalEntry, QuietPoint } from '../domain/case-file';
import { isSame, type Happened, type Taken } from '../domain/quiet-point';

export interface RecordedEntry extends JournalEntry {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first entry is chained to. */
const GENESIS = '0'.repeat(64);

/** More entries than one workflow task writes. */
const LAST = 500;

const chain = (previous: string, content: string): string =>
  createHash('sha256').update(previous).update(content).digest('hex');

export type JournalRepository = ReturnType<typeof createJournalRepository>;

/** Append-only and hash-chained: each entry's hash covers its exact text and the hash before it. */
export function createJournalRepository(db: Knex) {
  /** Appends within the caller's transaction, in order. The case file's row is locked, so that entries of one case file never interleave. */
  async function append(
    transaction: Knex.Transaction,
    caseFileId: string,
    entries: readonly JournalEntry[],
  ): Promise<void> {
    await transaction('case_files').where({ id: caseFileId }).forUpdate().select('id');
    await appendLocked(transaction, caseFileId, entries);
  }

  /** The same for a caller whose transaction has written the case file's row already: it holds the lock. */
  async function appendLocked(
    transaction: Knex.Transaction,
    caseFileId: string,
    entries: readonly JournalEntry[],
  ): Promise<void> {
    const last = await transaction('journal').where({ case_file_id: caseFileId }).orderBy('sequence', 'desc').first();
    await write(transaction, caseFileId, entries, last);
  }

  /** The first entries, within the transaction that makes the case file. */
  async function open(
    transaction: Knex.Transaction,
    caseFileId: string,
    entries: readonly JournalEntry[],
  ): Promise<void> {
    await write(transaction, caseFileId, entries, undefined);
  }

  async function write(
    transaction: Knex.Transaction,
    caseFileId: string,
    entries: readonly JournalEntry[],
    last: { sequence: number; hash: string } | undefined,
  ): Promise<void> {
    if (entries.length === 0) return;
    let sequence = last?.sequence ?? 0;
    let previous = last?.hash ?? GENESIS;
    const rows = entries.map(({ type, at, actor, payload }) => {
      sequence += 1;
      const content = canonicalJson({ caseFileId, sequence, type, at, actor: actor && { ...actor }, payload });
      previous = chain(previous, content);
      return { case_file_id: caseFileId, sequence, content, hash: previous };
    });
    await transaction('journal').insert(rows);
  }

  async function appendOne(caseFileId: string, entry: JournalEntry): Promise<void> {
    await db.transaction((transaction) => append(transaction, caseFileId, [entry]));
  }

  async function list(caseFileId: string): Promise<RecordedEntry[]> {
    const rows = await db('journal').where({ case_file_id: caseFileId }).orderBy('sequence');
    return rows.map(({ sequence, hash, content }) => ({ ...JSON.parse(content), sequence, hash }));
  }

  /** What happened to a case file after a quiet point, as its last entries tell. */
  async function listTaken(caseFileId: string, after: number, source: Knex = db): Promise<(Happened & Taken)[]> {
    const rows = await source('journal').where({ case_file_id: caseFileId }).orderBy('sequence', 'desc').limit(LAST);
    return rows
      .map(({ content }) => JSON.parse(content) as JournalEntry)
      .reverse()
      .flatMap(({ actor, payload }) => {
        const taken = payload as unknown as Partial<Taken>;
        return taken.event && taken.seq !== undefined && taken.seq > after
          ? [{ ...(taken as Taken), actor, key: null }]
          : [];
      });
  }

  /** Whether a quiet point that is written under the number of this one tells of the same happening. */
  async function hasTaken(transaction: Knex.Transaction, { caseFileId, seq, entries }: QuietPoint): Promise<boolean> {
    const taken = (entries[0]?.payload ?? {}) as unknown as Partial<Taken>;
    const [written] = await listTaken(caseFileId, seq - 1, transaction);
    return !taken.event || written?.seq !== seq || isSame(written, taken as Taken);
  }

  /** The first entry whose text, place or hash is not what the chain says; undefined when the journal is whole. */
  async function findBreak(caseFileId: string): Promise<{ sequence: number; reason: string } | undefined> {
    const rows = await db('journal').where({ case_file_id: caseFileId }).orderBy('sequence');
    let previous = GENESIS;
    for (const [index, { sequence, hash, content }] of rows.entries()) {
      if (sequence !== index + 1) return { sequence: index + 1, reason: 'an entry is missing' };
      previous = chain(previous, content);
      if (hash !== previous) return { sequence, reason: 'the entry does not match its hash' };
    }
    return rows.length === 0 ? { sequence: 1, reason: 'the journal is empty' } : undefined;
  }

  return { open, append, appendLocked, appendOne, list, listTaken, hasTaken, findBreak };
}
