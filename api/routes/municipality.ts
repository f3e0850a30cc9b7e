import { Router } from 'express';

import type { ApiDeps } from '../deps';

/** Public: whose pages these are, and by which clock they tell the time. */
export function municipalityRoutes({ town }: ApiDeps): Router {
  const router = Router();
  const { name, email, address, timeZone } = town;

  router.get('/', (_req, res) => {
    res.json({ name, email, address, timeZone });
  });

  return router;
}
