import { createHash } from 'node:crypto';

import { Router, type Request } from 'express';
import { z } from 'zod';

import { canonicalJson } from '../../domain/canonical-json';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/json';
import type { Outcome } from '../../domain/receipt';
import type { Telling } from '../../workflows/messages';
import { requireRole, toActor } from '../actor';
import { checkApplication } from '../application';
import { createCaseFilePage } from '../case-file-page';
import type { ApiDeps } from '../deps';
import { Id, idempotencyKey } from '../parameters';
import { CaseFileEvent } from '../schemas';
import { refuseLyingType, submissionUpload } from '../uploads';
import { toCaseFileView } from '../views';

const DocumentParams = z.object({ id: z.uuid(), documentId: z.uuid() });

export function caseFileRoutes(deps: ApiDeps): Router {
  const router = Router();
  const { caseFiles, catalogue, documents, journal } = deps.repositories;
  const page = createCaseFilePage(deps);

  router.post('/', submissionUpload, async (req, res) => {
    const outcome = await submit(deps, req, res.locals.actor.id);
    if (outcome.type === 'refused')
      throw new DomainError(outcome.code, 'The submission gets no number', {
        ...(outcome.verdict && { verdict: outcome.verdict }),
      });
    res.status(201).location(`/api/case-files/${outcome.receipt.caseFileId}`).json(outcome.receipt);
  });

  router.get('/', async (_req, res) => {
    const mine = await caseFiles.listByAccount(res.locals.actor.id);
    res.json(await Promise.all(mine.map(async (file) => toCaseFileView(file, await catalogue.get(file.bundleHash)))));
  });

  router.get('/:id', async (req, res) => {
    const { caseFile, items, forOffice } = await page.open(Id.parse(req.params).id, res.locals.actor);
    res.json(await page.detail(caseFile, items, forOffice));
  });

  router.get('/:id/journal', async (req, res) => {
    const { caseFile } = await page.open(Id.parse(req.params).id, res.locals.actor);
    res.json(await journal.list(caseFile.id));
  });

  router.post('/:id/events', requireRole('operator'), async (req, res) => {
    const event = CaseFileEvent.parse(req.body ?? {}) as Telling['event'];
    const { id } = await caseFiles.get(Id.parse(req.params).id);
    await deps.workflows.tell(id, { event, actor: toActor(res.locals.actor) });
    res.status(204).end();
  });

  router.get('/:id/documents/:documentId', async (req, res) => {
    const { id, documentId } = DocumentParams.parse(req.params);
    await page.open(id, res.locals.actor);
    const { content, mediaType, fileName, sha256 } = await documents.getContent(id, documentId);
    res.type(mediaType).attachment(fileName).setHeader('ETag', `"${sha256}"`);
    res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    res.send(content);
  });

  return router;
}

/** Keeps exactly what was sent, then lets the workflow check and register it. */
async function submit(deps: ApiDeps, req: Request, account: string): Promise<Outcome> {
  const key = idempotencyKey(req);
  const { signed, content } = filesOf(req);
  const { application, bundle } = await checkApplication(deps, parseApplication(req));
  const { id, outcome } = await deps.repositories.submissions.store({
    account,
    idempotencyKey: key,
    requestHash: hashOf(canonicalJson(application as unknown as Json), signed.buffer, content?.buffer),
    bundleHash: bundle.hash,
    application,
    signedName: safeName(signed.originalname),
    signed: signed.buffer,
    content: content?.buffer,
    receivedAt: new Date(),
  });
  return outcome ?? deps.workflows.file(id, application.service);
}

function filesOf(req: Request): { signed: Express.Multer.File; content: Express.Multer.File | undefined } {
  const files = (req.files ?? {}) as Record<string, Express.Multer.File[] | undefined>;
  const signed = files.signed?.[0];
  if (!signed) throw new DomainError('FILE_MISSING', 'There is no file in the field "signed"');
  refuseLyingType(signed);
  return { signed, content: files.content?.[0] };
}

function parseApplication(req: Request): unknown {
  const text: unknown = req.body?.application;
  if (typeof text !== 'string')
    throw new DomainError('REQUEST_INVALID', 'The field "application" is missing', {
      errors: [
        {
          pointer: '/application',
          detail: { bg: 'Липсва полето application.', en: 'The field application is missing.' },
        },
      ],
    });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('REQUEST_MALFORMED', 'The field "application" is no JSON', {}, { cause });
  }
}

function hashOf(...parts: readonly (string | Uint8Array | undefined)[]): string {
  const hash = createHash('sha256');
  for (const part of parts)
    hash.update(
      createHash('sha256')
        .update(part ?? '')
        .digest(),
    );
  return hash.digest('hex');
}

/** A name to show and to save under, never a path. */
const safeName = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(-120) || 'signed';
