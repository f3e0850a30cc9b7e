import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import type { Application } from '../domain/case-file';
import { DomainError } from '../domain/errors';

export type DocumentKind = 'application' | 'signed-application' | 'signature-report' | 'attachment' | 'reply';

const OF_THE_APPLICATION: readonly DocumentKind[] = [
  'application',
  'signed-application',
  'signature-report',
  'attachment',
];

interface Copying {
  readonly from: string;
  readonly to: string;
}

export interface NewDocument {
  readonly caseFileId: string;
  readonly kind: DocumentKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface DocumentSummary extends Omit<NewDocument, 'content'> {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly createdAt: Date;
}

export interface ApplicationDocument {
  readonly id: string;
  readonly account: string;
  readonly sha256: string;
  readonly application: Application;
  readonly content: Buffer;
  readonly createdAt: Date;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export type DocumentRepository = ReturnType<typeof createDocumentRepository>;

/** Every document of a case file, byte-exact; and the application documents we made for people to sign. */
export function createDocumentRepository(db: Knex) {
  /** Answers their ids, in their order. */
  async function insert(added: readonly NewDocument[], source: Knex = db): Promise<string[]> {
    const rows = await source('documents')
      .insert(
        added.map((document) => ({
          case_file_id: document.caseFileId,
          kind: document.kind,
          file_name: document.fileName,
          media_type: document.mediaType,
          sha256: sha256(document.content),
          content: Buffer.from(document.content),
        })),
      )
      .returning('id');
    return rows.map(({ id }) => id);
  }

  /** What a case file was applied with belongs to one that it begins as well. */
  async function copyApplication(transaction: Knex.Transaction, { from, to }: Copying): Promise<void> {
    await transaction.raw(
      `insert into documents (case_file_id, kind, file_name, media_type, sha256, content)
       select ?, kind, file_name, media_type, sha256, content from documents
       where case_file_id = ? and kind = any(?) order by sequence`,
      [to, from, [...OF_THE_APPLICATION]],
    );
  }

  async function list(caseFileId: string): Promise<DocumentSummary[]> {
    const rows = await db('documents')
      .where({ case_file_id: caseFileId })
      .orderBy('sequence')
      .select('*', db.raw('octet_length(content) as size'));
    return rows.map((row) => ({
      id: row.id,
      caseFileId,
      kind: row.kind,
      fileName: row.file_name,
      mediaType: row.media_type,
      sha256: row.sha256,
      size: row.size,
      createdAt: row.created_at,
    }));
  }

  async function getContent(
    caseFileId: string,
    id: string,
  ): Promise<{ fileName: string; mediaType: string; content: Buffer; sha256: string }> {
    const row = await db('documents').where({ case_file_id: caseFileId, id }).first();
    if (!row) throw new DomainError('DOCUMENT_NOT_FOUND', 'The case file has no such document', { id });
    return { fileName: row.file_name, mediaType: row.media_type, content: row.content, sha256: row.sha256 };
  }

  /** Keeps an application document that we made, so that what comes back signed can be known by its digest. */
  async function insertApplication(account: string, application: Application, content: Uint8Array): Promise<string> {
    const [row] = await db('application_documents')
      .insert({
        account,
        sha256: sha256(content),
        application: JSON.stringify(application),
        content: Buffer.from(content),
      })
      .returning('id');
    return row.id;
  }

  async function getApplication(account: string, id: string): Promise<ApplicationDocument> {
    const row = await db('application_documents').where({ id, account }).first();
    if (!row) throw new DomainError('DOCUMENT_NOT_FOUND', 'There is no such application document', { id });
    return {
      id: row.id,
      account: row.account,
      sha256: row.sha256,
      application: row.application,
      content: row.content,
      createdAt: row.created_at,
    };
  }

  /** The applications whose document has this digest (more than one when the same text was asked for twice). */
  async function findApplicationsByDigest(digest: string): Promise<Application[]> {
    const rows = await db('application_documents').where({ sha256: digest }).select('application');
    return rows.map((row) => row.application);
  }

  return { insert, copyApplication, list, getContent, insertApplication, getApplication, findApplicationsByDigest };
}
