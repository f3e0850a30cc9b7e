import { Router } from 'express';

import type { ApplicationDocument } from '../../db/documents';
import { renderApplication } from '../../letters/application';
import { checkApplication } from '../application';
import type { ApiDeps } from '../deps';
import { Id } from '../parameters';

/** The document a citizen signs: made by us from what they stated, known again by its digest. */
export function applicationRoutes(deps: ApiDeps): Router {
  const router = Router();
  const { documents } = deps.repositories;

  router.post('/', async (req, res) => {
    const { application, bundle } = await checkApplication(deps, req.body);
    const content = await renderApplication({
      town: deps.town,
      service: bundle.service,
      form: bundle.form,
      application,
    });
    const account = res.locals.actor.id;
    const id = await documents.insertApplication(account, application, content);
    const made = await documents.getApplication(account, id);
    res.status(201).location(`/api/applications/${id}`).json(describe(made));
  });

  router.get('/:id', async (req, res) => {
    res.json(describe(await documents.getApplication(res.locals.actor.id, Id.parse(req.params).id)));
  });

  router.get('/:id/document', async (req, res) => {
    const { content } = await documents.getApplication(res.locals.actor.id, Id.parse(req.params).id);
    res.type('application/pdf').attachment('application.pdf').send(content);
  });

  return router;
}

const describe = ({ id, sha256, application, createdAt }: ApplicationDocument) => ({
  id,
  fileName: 'application.pdf',
  sha256,
  contentUrl: `/api/applications/${id}/document`,
  application,
  createdAt: createdAt.toISOString(),
});
