import { Router } from 'express';
import { z } from 'zod';

import { DomainError } from '../../domain/errors';
import type { ApiDeps } from '../deps';
import { toCaseFileView } from '../views';

const StatusQuery = z.object({ number: z.string().min(1).max(100), code: z.string().min(1).max(40) });

/** What anybody may ask without an account: is this document ours, and where does my case file stand. */
export function publicRoutes({ repositories: { caseFiles, catalogue, documents, replies }, town }: ApiDeps): Router {
  const router = Router();

  router.get('/replies/:code', async (req, res) => {
    const reply = await replies.findByCode(req.params.code.toUpperCase().replace(/[^0-9A-Z]/g, ''));
    if (!reply?.documentId) throw new DomainError('REPLY_NOT_FOUND', 'No reply has this code');
    const caseFile = await caseFiles.get(reply.caseFileId);
    const { service } = await catalogue.get(caseFile.bundleHash);
    const { sha256 } = await documents.getContent(reply.caseFileId, reply.documentId);
    res.json({
      registrationNumber: reply.registrationNumber,
      serviceName: service.name,
      kind: reply.kind,
      issuedAt: reply.issuedAt.toISOString(),
      sha256,
      municipality: town.name,
    });
  });

  router.get('/status', async (req, res) => {
    const { number, code } = StatusQuery.parse(req.query);
    const caseFile = await caseFiles.findByAccessCode(number.trim(), code.trim().toUpperCase());
    if (!caseFile) throw new DomainError('CASE_FILE_NOT_FOUND', 'No case file has this number and code');
    const view = toCaseFileView(caseFile, await catalogue.get(caseFile.bundleHash));
    // Whoever holds the receipt knows whose it is; the page need not say.
    res.json({ ...view, applicantName: '' });
  });

  return router;
}
