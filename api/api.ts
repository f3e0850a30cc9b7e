import express, { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';

import { authenticate } from './authenticate';
import type { ApiDeps } from './deps';
import { openApiRoutes } from './openapi';
import { errorHandler, notFoundHandler, sendProblem } from './problems';
import { DomainError } from '../domain/errors';
import { applicationRoutes } from './routes/applications';
import { caseFileRoutes } from './routes/case-files';
import { incidentRoutes } from './routes/incidents';
import { meRoutes } from './routes/me';
import { municipalityRoutes } from './routes/municipality';
import { publicRoutes } from './routes/public';
import { serviceRoutes } from './routes/services';
import { workItemRoutes } from './routes/work-items';

/** Whoever has no account could try codes one after another. */
const guessing = rateLimit({
  windowMs: 60_000,
  limit: 60,
  standardHeaders: true,
  legacyHeaders: false,
  handler: (_req, res) => sendProblem(res, new DomainError('RATE_LIMITED', 'Too many requests')),
});

/** Parse, authorise, call, answer: the only door for every client. Mounted under `/api`. */
export function createApi(deps: ApiDeps): Router {
  const api = Router();
  api.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: false }));
  api.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  api.use(openApiRoutes(deps));
  api.use('/municipality', municipalityRoutes(deps));
  api.use('/services', serviceRoutes(deps));
  api.use(['/replies', '/status'], guessing);
  api.use(publicRoutes(deps));
  api.use(authenticate(deps.checkToken, deps.town));
  api.use(express.json({ limit: '1mb' }));
  api.use('/me', meRoutes(deps));
  api.use('/applications', applicationRoutes(deps));
  api.use('/case-files', caseFileRoutes(deps));
  api.use('/work-items', workItemRoutes(deps));
  api.use('/incidents', incidentRoutes(deps));
  api.use(notFoundHandler);
  api.use(errorHandler);
  return api;
}
