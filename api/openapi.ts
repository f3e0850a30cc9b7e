import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import express, { Router } from 'express';
import swaggerUi from 'swagger-ui-dist';
import { z } from 'zod';

import type { ErrorCode } from '../domain/errors';
import type { ApiDeps } from './deps';
import { PROBLEMS } from './problem-texts';
import * as schemas from './schemas';

const { Application, CaseFile, CaseFileDetail, Completed, Completion, Me, Problem, Receipt, ReplyCheck, Service } =
  schemas;

const ApplicationDocument = z
  .strictObject({
    id: z.uuid(),
    fileName: z.string(),
    sha256: z.string(),
    contentUrl: z.string(),
    application: Application,
    createdAt: z.string(),
  })
  .openapi('ApplicationDocument');

const JournalEntry = z
  .strictObject({
    caseFileId: z.uuid(),
    sequence: z.number().int(),
    type: z.string(),
    at: z.string(),
    actor: z.record(z.string(), z.unknown()).nullable(),
    payload: z.unknown(),
    hash: z.string().describe('SHA-256 over the hash before it and the canonical JSON of this entry'),
  })
  .openapi('JournalEntry');

const Submission = z.object({
  application: z.string().describe('The Application as JSON text'),
  signed: z.string().openapi({ format: 'binary', description: 'Signed PDF, .p7s or .p7m; 10 MB at most' }),
  content: z.string().optional().openapi({ format: 'binary', description: 'What a detached .p7s stands over' }),
});

interface Door {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly open?: boolean;
  readonly body?: z.ZodType;
  readonly bodyIsOptional?: boolean;
  readonly multipart?: boolean;
  readonly keyed?: boolean;
  readonly query?: z.ZodObject;
  readonly answer: { readonly status: number; readonly schema?: z.ZodType; readonly mediaType?: string };
  readonly problems: readonly ErrorCode[];
}

const ok = (schema: z.ZodType) => ({ status: 200, schema });
const file = (mediaType: string) => ({ status: 200, schema: z.string().openapi({ format: 'binary' }), mediaType });

const MENDING_PROBLEMS: readonly ErrorCode[] = [
  'INCIDENT_NOT_FOUND',
  'ACTOR_NOT_ALLOWED',
  'REQUEST_INVALID',
  'REQUEST_MALFORMED',
  'UNAVAILABLE',
];

const DOORS: readonly Door[] = [
  {
    method: 'get',
    path: '/municipality',
    summary: 'Whose pages these are',
    open: true,
    answer: ok(schemas.Municipality),
    problems: [],
  },
  {
    method: 'get',
    path: '/services',
    summary: 'What the municipality offers',
    open: true,
    answer: ok(z.array(Service)),
    problems: [],
  },
  {
    method: 'get',
    path: '/services/{id}',
    summary: 'One service and its form',
    open: true,
    answer: ok(schemas.ServiceDetail),
    problems: ['SERVICE_NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/replies/{code}',
    summary: 'Is this document ours?',
    open: true,
    answer: ok(ReplyCheck),
    problems: ['REPLY_NOT_FOUND', 'RATE_LIMITED'],
  },
  {
    method: 'get',
    path: '/status',
    summary: 'Where a case file stands, by number and access code',
    open: true,
    query: z.object({ number: z.string(), code: z.string() }),
    answer: ok(CaseFile),
    problems: ['CASE_FILE_NOT_FOUND', 'REQUEST_INVALID', 'RATE_LIMITED'],
  },
  { method: 'get', path: '/me', summary: 'Who am I here', answer: ok(Me), problems: [] },
  {
    method: 'post',
    path: '/applications',
    summary: 'Make the document to sign',
    body: Application,
    answer: { status: 201, schema: ApplicationDocument },
    problems: ['REQUEST_INVALID', 'REQUEST_MALFORMED', 'SERVICE_NOT_FOUND', 'FORM_INVALID'],
  },
  {
    method: 'get',
    path: '/applications/{id}',
    summary: 'What was stated',
    answer: ok(ApplicationDocument),
    problems: ['DOCUMENT_NOT_FOUND', 'REQUEST_INVALID'],
  },
  {
    method: 'get',
    path: '/applications/{id}/document',
    summary: 'The document to sign',
    answer: file('application/pdf'),
    problems: ['DOCUMENT_NOT_FOUND', 'REQUEST_INVALID'],
  },
  {
    method: 'post',
    path: '/case-files',
    summary: 'Submit a signed application and get the receipt',
    body: Submission,
    multipart: true,
    keyed: true,
    answer: { status: 201, schema: Receipt },
    problems: [
      'REQUEST_INVALID',
      'REQUEST_MALFORMED',
      'SERVICE_NOT_FOUND',
      'FORM_INVALID',
      'FILE_MISSING',
      'FILE_TOO_LARGE',
      'FILE_TYPE_MISMATCH',
      'FILE_UNSIGNED',
      'APPLICATION_CONTENT_MISMATCH',
      'SIGNATURE_FAILED',
      'SIGNED_CONTENT_ALTERED',
      'CERTIFICATE_EXPIRED',
      'CERTIFICATE_NOT_YET_VALID',
      'CERTIFICATE_REVOKED',
      'CERTIFICATE_UNTRUSTED',
      'UNAVAILABLE',
    ],
  },
  { method: 'get', path: '/case-files', summary: 'My case files', answer: ok(z.array(CaseFile)), problems: [] },
  {
    method: 'get',
    path: '/case-files/{id}',
    summary: 'One case file',
    answer: ok(CaseFileDetail),
    problems: ['CASE_FILE_NOT_FOUND', 'REQUEST_INVALID'],
  },
  {
    method: 'get',
    path: '/case-files/{id}/journal',
    summary: 'Its journal, hash by hash',
    answer: ok(z.array(JournalEntry)),
    problems: ['CASE_FILE_NOT_FOUND', 'REQUEST_INVALID'],
  },
  {
    method: 'get',
    path: '/case-files/{id}/documents/{documentId}',
    summary: 'One document, byte for byte',
    answer: file('application/octet-stream'),
    problems: ['CASE_FILE_NOT_FOUND', 'DOCUMENT_NOT_FOUND', 'REQUEST_INVALID'],
  },
  {
    method: 'post',
    path: '/case-files/{id}/events',
    summary: 'Set variables, or send a message or signal to this case file alone (operator)',
    body: schemas.CaseFileEvent,
    answer: { status: 204 },
    problems: [
      'CASE_FILE_NOT_FOUND',
      'CASE_FILE_CLOSED',
      'EVENT_NOT_AWAITED',
      'ACTOR_NOT_ALLOWED',
      'REQUEST_INVALID',
      'REQUEST_MALFORMED',
      'UNAVAILABLE',
    ],
  },
  {
    method: 'get',
    path: '/work-items',
    summary: 'What waits for me, oldest first',
    answer: ok(z.array(schemas.WorkItem)),
    problems: ['ACTOR_NOT_ALLOWED'],
  },
  {
    method: 'get',
    path: '/work-items/{id}',
    summary: 'One work item with its case file',
    answer: ok(schemas.WorkItemDetail),
    problems: ['WORK_ITEM_NOT_FOUND', 'WORK_ITEM_NOT_YOURS', 'ACTOR_NOT_ALLOWED', 'REQUEST_INVALID'],
  },
  {
    method: 'post',
    path: '/work-items/{id}/complete',
    summary: 'Act; answers when the decision is durable',
    body: Completion,
    keyed: true,
    answer: ok(Completed),
    problems: [
      'WORK_ITEM_NOT_FOUND',
      'WORK_ITEM_NOT_YOURS',
      'WORK_ITEM_CLOSED',
      'WORK_ITEM_CHANGED',
      'FORM_INVALID',
      'ACTOR_NOT_ALLOWED',
      'REQUEST_INVALID',
      'REQUEST_MALFORMED',
      'UNAVAILABLE',
    ],
  },
  {
    method: 'get',
    path: '/incidents',
    summary: 'What cannot go on by itself (operator)',
    answer: ok(z.array(schemas.Incident)),
    problems: ['ACTOR_NOT_ALLOWED'],
  },
  {
    method: 'get',
    path: '/incidents/{id}',
    summary: 'One incident, and where its token may go on instead (operator)',
    answer: ok(schemas.IncidentDetail),
    problems: ['INCIDENT_NOT_FOUND', 'ACTOR_NOT_ALLOWED', 'REQUEST_INVALID'],
  },
  {
    method: 'post',
    path: '/incidents/{id}/retry',
    summary: 'Try again, after setting variables where given (operator)',
    body: schemas.IncidentRetry,
    bodyIsOptional: true,
    answer: { status: 204 },
    problems: MENDING_PROBLEMS,
  },
  {
    method: 'post',
    path: '/incidents/{id}/skip',
    summary: 'Go on at another element (operator)',
    body: schemas.IncidentSkip,
    answer: { status: 204 },
    problems: [...MENDING_PROBLEMS, 'SKIP_TARGET_INVALID'],
  },
  {
    method: 'post',
    path: '/incidents/{id}/cancel',
    summary: 'End the activity or sub-process without going on (operator)',
    answer: { status: 204 },
    problems: MENDING_PROBLEMS,
  },
];

/** The document that every client's types come from. */
export function createOpenApiDocument(publicUrl: string) {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  for (const door of DOORS) registerDoor(registry, bearer.name, door);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Prepiska',
      version: '0.1.0',
      description: 'Municipal administrative services: submit, follow, decide, verify.',
    },
    servers: [{ url: `${publicUrl}/api` }],
  });
}

function registerDoor(registry: OpenAPIRegistry, bearer: string, door: Door): void {
  const names = [...door.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const mediaType = door.multipart ? 'multipart/form-data' : 'application/json';
  registry.registerPath({
    method: door.method,
    path: door.path,
    summary: door.summary,
    security: door.open ? [] : [{ [bearer]: [] }],
    request: {
      params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      ...(door.query && { query: door.query }),
      ...(door.keyed && { headers: z.object({ 'Idempotency-Key': z.string().min(8).max(200) }) }),
      ...(door.body && { body: { required: !door.bodyIsOptional, content: { [mediaType]: { schema: door.body } } } }),
    },
    responses: { [door.answer.status]: answerOf(door), ...problemsOf(door) },
  });
}

function answerOf({ answer: { schema, mediaType } }: Door) {
  if (!schema) return { description: 'Done' };
  return { description: 'The answer', content: { [mediaType ?? 'application/json']: { schema } } };
}

/** Each status with the stable codes that it can carry here. */
function problemsOf({ problems, open, keyed }: Door) {
  const codes: ErrorCode[] = [...problems];
  if (!open) codes.push('TOKEN_MISSING', 'TOKEN_INVALID', 'TOKEN_WRONG_KIND');
  if (keyed) codes.push('IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED');
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      { description: list.join(', '), content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

/** The document, and pages to read it and to try it. */
export function openApiRoutes({ publicUrl }: Pick<ApiDeps, 'publicUrl'>): Router {
  const router = Router();
  const document = createOpenApiDocument(publicUrl);
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.get('/docs/swagger-initializer.js', (_req, res) => {
    res
      .type('text/javascript')
      .send(
        "window.ui = SwaggerUIBundle({ url: '../openapi.json', dom_id: '#swagger-ui', presets: [SwaggerUIBundle.presets.apis] });",
      );
  });
  router.use('/docs', express.static(swaggerUi.getAbsoluteFSPath()));
  return router;
}
