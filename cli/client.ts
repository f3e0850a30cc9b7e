import { randomUUID } from 'node:crypto';

import type { z } from 'zod';

import type { Application, CaseFileDetail, Completed, Problem, Receipt, ReplyCheck, WorkItem } from '../api/schemas';
import { signIn } from './sign-in';

type Shape<Schema extends z.ZodType> = z.infer<Schema>;

export type ApplicationBody = Shape<typeof Application>;
export type CaseFileBody = Shape<typeof CaseFileDetail>;
export type ReceiptBody = Shape<typeof Receipt>;
export type WorkItemBody = Shape<typeof WorkItem>;

export interface Where {
  readonly api: string;
  readonly issuer: string;
  readonly audience: string;
}

export interface Upload {
  readonly application: ApplicationBody;
  readonly signed: { readonly name: string; readonly bytes: Uint8Array };
  readonly content?: Uint8Array;
  readonly key?: string;
}

/** What the API answered when it refused. */
export class Refused extends Error {
  constructor(readonly problem: Shape<typeof Problem>) {
    super(`${problem.code}: ${problem.detail.en}`);
  }
}

export type ApiClient = Awaited<ReturnType<typeof connectAs>>;

/** Prepiska's API as one person, for programs. */
export async function connectAs(where: Where, person: string) {
  const token = await signIn({ issuer: where.issuer, audience: where.audience, person });

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`${where.api}${path}`, { ...init, headers });
    if (!response.ok) throw new Refused((await response.json()) as Shape<typeof Problem>);
    return response;
  }

  const json = async <T>(path: string, init?: RequestInit): Promise<T> => (await (await call(path, init)).json()) as T;
  const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await call(path)).arrayBuffer());
  const post = (body: unknown, key: string): RequestInit => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify(body),
  });

  return {
    token,
    /** The document to sign. */
    async makeDocument(application: ApplicationBody): Promise<Uint8Array> {
      const { id } = await json<{ id: string }>('/applications', post(application, randomUUID()));
      return bytes(`/applications/${id}/document`);
    },
    file({ application, signed, content, key = randomUUID() }: Upload): Promise<ReceiptBody> {
      const form = new FormData();
      form.set('application', JSON.stringify(application));
      form.set('signed', new Blob([Buffer.from(signed.bytes)]), signed.name);
      if (content) form.set('content', new Blob([Buffer.from(content)]), 'content');
      return json('/case-files', { method: 'POST', headers: { 'Idempotency-Key': key }, body: form });
    },
    getCaseFile: (id: string) => json<CaseFileBody>(`/case-files/${id}`),
    getJournal: (id: string) => json<readonly Record<string, unknown>[]>(`/case-files/${id}/journal`),
    getDocument: (id: string, documentId: string) => bytes(`/case-files/${id}/documents/${documentId}`),
    listWorkItems: () => json<WorkItemBody[]>('/work-items'),
    complete: (id: string, version: number, values: Record<string, unknown>, key: string = randomUUID()) =>
      json<Shape<typeof Completed>>(`/work-items/${id}/complete`, post({ version, values }, key)),
    checkReply: (code: string) => json<Shape<typeof ReplyCheck>>(`/replies/${code}`),
  };
}
