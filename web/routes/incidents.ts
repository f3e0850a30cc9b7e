import { randomUUID } from 'node:crypto';

import { Router, type Request } from 'express';

import { createApi, segment, type Incident, type IncidentDetail } from '../api';
import type { Values } from '../components/fields';
import type { PageError } from '../components/layout';
import { languageOf, type ShowPage } from '../page';
import { incidentPage } from '../pages/incident';
import { incidentsPage } from '../pages/incidents';
import { mendable, pageErrors } from '../problems';
import type { Sessions } from '../session';
import { createSay } from '../texts';

/** The operator's side: what cannot go on by itself, and what to do about it. */
export function incidentRoutes(apiUrl: string, sessions: Sessions, show: ShowPage): Router {
  const router = Router();
  const apiOf = (req: Request) => createApi(apiUrl, sessions.read(req).token);

  router.get('/', async (req, res) => {
    const incidents = await apiOf(req).get<Incident[]>('/incidents');
    show(req, res, (view) => incidentsPage(view, incidents, req.query.done !== undefined));
  });

  router.get('/:id', async (req, res) => {
    const incident = await apiOf(req).get<IncidentDetail>(`/incidents/${segment(req.params.id)}`);
    show(req, res, (view) => incidentPage(view, incident, {}, []));
  });

  router.post('/:id', sessions.refuseForged, async (req, res) => {
    const api = apiOf(req);
    const path = `/incidents/${segment(req.params.id)}`;
    const body = req.body as Values;
    const incident = await api.get<IncidentDetail>(path);
    const errors = await mend(body, (act, order) => api.post(`${path}/${act}`, order, randomUUID()), req);
    if (errors.length === 0) return res.redirect(303, '/office/incidents?done');
    show(req, res, (view) => incidentPage(view, incident, body, errors), 422);
  });

  return router;
}

type Order = (act: string, order: object) => Promise<unknown>;

async function mend(body: Values, order: Order, req: Request): Promise<PageError[]> {
  const variables = body.act === 'set' ? readObject(body.variables) : undefined;
  if (body.act === 'set' && !variables)
    return [{ field: 'variables', text: createSay(languageOf(req))('incidentVariablesError') }];
  try {
    if (body.act === 'skip') await order('skip', { to: String(body.to ?? '') });
    else if (body.act === 'cancel') await order('cancel', {});
    else await order('retry', { ...(variables && { variables }) });
    return [];
  } catch (error) {
    return pageErrors(mendable(error), languageOf(req));
  }
}

function readObject(text: unknown): object | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
