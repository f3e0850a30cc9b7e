import { Router, type Request } from 'express';

import { createApi, segment, type Completed, type WorkItem, type WorkItemDetail } from '../api';
import { readValues, type FormSchema, type Values } from '../components/fields';
import { languageOf, type ShowPage } from '../page';
import { decidedPage } from '../pages/decided';
import { inboxPage } from '../pages/inbox';
import { workItemPage } from '../pages/work-item';
import { mendable, pageErrors } from '../problems';
import type { Sessions } from '../session';

/** The officials' side: what waits, one item with everything needed to decide, and the decision. */
export function officeRoutes(apiUrl: string, sessions: Sessions, show: ShowPage): Router {
  const router = Router();
  const apiOf = (req: Request) => createApi(apiUrl, sessions.read(req).token);

  router.get('/', async (req, res) => {
    const items = await apiOf(req).get<WorkItem[]>('/work-items');
    show(req, res, (view) => inboxPage(view, items));
  });

  router.get('/work-items/:id', async (req, res) => {
    const item = await apiOf(req).get<WorkItemDetail>(`/work-items/${segment(req.params.id)}`);
    show(req, res, (view) => workItemPage(view, item, item.inputs, []));
  });

  router.post('/work-items/:id', sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const path = `/work-items/${segment(req.params.id)}`;
    const body = req.body as Values;
    const item = await api.get<WorkItemDetail>(path);
    try {
      const values = readValues(item.form as FormSchema, body);
      const done = await api.post<Completed>(
        `${path}/complete`,
        { version: Number(body.version), values },
        String(body.key),
      );
      const waiting = await api.get<WorkItem[]>('/work-items');
      show(req, res, (view) => decidedPage(view, done, waiting[0]));
    } catch (error) {
      const errors = pageErrors(mendable(error), languageOf(req));
      show(req, res, (view) => workItemPage(view, item, body, errors), 422);
    }
  });

  return router;
}
