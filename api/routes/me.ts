import { Router } from 'express';

import type { ApiDeps } from '../deps';

export function meRoutes({ town }: ApiDeps): Router {
  const router = Router();

  router.get('/', (_req, res) => {
    const { id, name, email, roles, positions, identifier } = res.locals.actor;
    const held = positions.flatMap((position) => {
      const known = town.positions.find((candidate) => candidate.id === position);
      const unit = town.units.find((candidate) => candidate.id === known?.unit);
      return known && unit ? [{ id: known.id, name: known.name, unit: unit.name }] : [];
    });
    res.json({ id, name, email, roles, positions: held, identifier });
  });

  return router;
}
