import type { Knex } from 'knex';

import type { Application } from '../domain/case-file';
import { DomainError } from '../domain/errors';

/** Exactly what was sent: kept before anything is judged, so that nothing that arrived is ever lost. */
export interface Submission<Outcome> {
  readonly id: string;
  readonly account: string;
  readonly bundleHash: string;
  readonly application: Application;
  readonly signedName: string;
  readonly signed: Uint8Array;
  readonly content?: Uint8Array | undefined;
  readonly receivedAt: Date;
  /** Set once the workflow has answered. */
  readonly outcome?: Outcome | undefined;
}

export interface NewSubmission {
  readonly account: string;
  readonly idempotencyKey: string;
  /** Tells a repeated request from another one under the same key. */
  readonly requestHash: string;
  readonly bundleHash: string;
  readonly application: Application;
  readonly signedName: string;
  readonly signed: Uint8Array;
  readonly content?: Uint8Array | undefined;
  readonly receivedAt: Date;
}

export type SubmissionRepository<Outcome> = ReturnType<typeof createSubmissionRepository<Outcome>>;

export function createSubmissionRepository<Outcome>(db: Knex) {
  /** A repeated request answers what the first one got; the same key with another content is refused. */
  async function store(submission: NewSubmission): Promise<{ id: string; outcome?: Outcome | undefined }> {
    const { account, idempotencyKey, requestHash } = submission;
    const inserted = await db('submissions')
      .insert({
        account,
        idempotency_key: idempotencyKey,
        request_hash: requestHash,
        bundle_hash: submission.bundleHash,
        application: JSON.stringify(submission.application),
        signed_name: submission.signedName,
        signed: Buffer.from(submission.signed),
        detached_content: submission.content && Buffer.from(submission.content),
        received_at: submission.receivedAt,
      })
      .onConflict(['account', 'idempotency_key'])
      .ignore()
      .returning('id');
    if (inserted[0]) return { id: inserted[0].id };
    const first = await db('submissions').where({ account, idempotency_key: idempotencyKey }).first();
    if (first.request_hash !== requestHash)
      throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another submission');
    return { id: first.id, outcome: first.outcome ?? undefined };
  }

  async function find(id: string): Promise<Submission<Outcome> | undefined> {
    const row = await db('submissions').where({ id }).first();
    if (!row) return undefined;
    return {
      id: row.id,
      account: row.account,
      bundleHash: row.bundle_hash,
      application: row.application,
      signedName: row.signed_name,
      signed: row.signed,
      content: row.detached_content ?? undefined,
      receivedAt: row.received_at,
      outcome: row.outcome ?? undefined,
    };
  }

  async function settle(id: string, outcome: Outcome, source: Knex = db): Promise<void> {
    await source('submissions')
      .where({ id })
      .update({ outcome: JSON.stringify(outcome) });
  }

  return { store, find, settle };
}
