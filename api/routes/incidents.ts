import { Router } from 'express';

import { requireRole, toActor } from '../actor';
import type { ApiDeps } from '../deps';
import { Id } from '../parameters';

/** For the operator: what cannot go on by itself, and the order to try again. */
export function incidentRoutes({ repositories: { incidents }, workflows }: ApiDeps): Router {
  const router = Router();
  router.use(requireRole('operator'));

  router.get('/', async (_req, res) => {
    res.json(await incidents.listOpen());
  });

  router.post('/:id/retry', async (req, res) => {
    const { caseFileId, execution } = await incidents.get(Id.parse(req.params).id);
    await workflows.retryIncident(caseFileId, { execution, actor: toActor(res.locals.actor) });
    res.status(204).end();
  });

  return router;
}
