import type { Knex } from 'knex';

export interface Reply {
  readonly id: string;
  readonly caseFileId: string;
  readonly kind: string;
  readonly registrationNumber: string;
  readonly verificationCode: string;
  /** Absent between the number and the seal. */
  readonly documentId: string | null;
  readonly issuedAt: Date;
  readonly deliveredAt: Date | null;
}

export interface NewReply {
  readonly caseFileId: string;
  readonly effectKey: string;
  readonly kind: string;
  readonly registrationNumber: string;
  readonly verificationCode: string;
  readonly issuedAt: Date;
}

export type ReplyRepository = ReturnType<typeof createReplyRepository>;

export function createReplyRepository(db: Knex) {
  async function find(where: Record<string, unknown>): Promise<Reply | undefined> {
    const row = await db('replies').where(where).first();
    return row && toReply(row);
  }

  const findByEffect = (effectKey: string) => find({ effect_key: effectKey });
  const findByCode = (verificationCode: string) => find({ verification_code: verificationCode });

  async function findLatest(caseFileId: string): Promise<Reply | undefined> {
    const row = await db('replies').where({ case_file_id: caseFileId }).orderBy('issued_at', 'desc').first();
    return row && toReply(row);
  }

  async function create(transaction: Knex.Transaction, reply: NewReply): Promise<Reply> {
    const [row] = await transaction('replies')
      .insert({
        case_file_id: reply.caseFileId,
        effect_key: reply.effectKey,
        kind: reply.kind,
        registration_number: reply.registrationNumber,
        verification_code: reply.verificationCode,
        issued_at: reply.issuedAt,
      })
      .returning('*');
    return toReply(row);
  }

  async function attach(transaction: Knex.Transaction, id: string, documentId: string): Promise<void> {
    await transaction('replies').where({ id }).update({ document_id: documentId });
  }

  async function markDelivered(transaction: Knex.Transaction, id: string, at: Date): Promise<void> {
    await transaction('replies').where({ id }).whereNull('delivered_at').update({ delivered_at: at });
  }

  return { findByEffect, findByCode, findLatest, create, attach, markDelivered };
}

const toReply = (row: {
  id: string;
  case_file_id: string;
  kind: string;
  registration_number: string;
  verification_code: string;
  document_id: string | null;
  issued_at: Date;
  delivered_at: Date | null;
}): Reply => ({
  id: row.id,
  caseFileId: row.case_file_id,
  kind: row.kind,
  registrationNumber: row.registration_number,
  verificationCode: row.verification_code,
  documentId: row.document_id,
  issuedAt: row.issued_at,
  deliveredAt: row.delivered_at,
});
