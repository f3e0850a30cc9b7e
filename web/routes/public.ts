import { Router } from 'express';

import {
  ApiProblem,
  createApi,
  segment,
  type CaseFile,
  type ReplyCheck,
  type Service,
  type ServiceDetail,
} from '../api';
import { languageOf, type ShowPage } from '../page';
import { checkPage } from '../pages/check';
import { homePage } from '../pages/home';
import { servicePage } from '../pages/service';
import { statusPage } from '../pages/status';
import { mendable, pageErrors } from '../problems';

/** Pages for which nobody needs to be known. */
export function publicRoutes(apiUrl: string, show: ShowPage): Router {
  const router = Router();
  const api = createApi(apiUrl, undefined);

  router.get('/', async (req, res) => {
    const services = await api.get<Service[]>('/services');
    show(req, res, (view) => homePage(view, services));
  });

  router.get('/services/:id', async (req, res) => {
    const service = await api.get<ServiceDetail>(`/services/${segment(req.params.id)}`);
    show(req, res, (view) => servicePage(view, service));
  });

  router.get('/check/:code', async (req, res) => {
    const reply = await api.get<ReplyCheck>(`/replies/${segment(req.params.code)}`);
    show(req, res, (view) => checkPage(view, reply));
  });

  router.get('/status', async (req, res) => {
    const { number, code } = req.query;
    if (typeof number !== 'string' || typeof code !== 'string')
      return show(req, res, (view) => statusPage(view, undefined, []));
    try {
      const caseFile = await api.get<CaseFile>(`/status?${new URLSearchParams({ number, code })}`);
      show(req, res, (view) => statusPage(view, caseFile, []));
    } catch (error) {
      const problem = error instanceof ApiProblem && error.problem.status === 404 ? error : mendable(error);
      const errors = pageErrors(problem, languageOf(req));
      show(req, res, (view) => statusPage(view, undefined, errors), problem.problem.status);
    }
  });

  return router;
}
