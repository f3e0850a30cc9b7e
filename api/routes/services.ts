import { Router } from 'express';

import type { PublishedBundle } from '../../catalogue/publish';
import { DomainError } from '../../domain/errors';
import type { ApiDeps } from '../deps';

/** Public: anyone may read what the municipality offers. */
export function serviceRoutes({ repositories: { catalogue }, town }: ApiDeps): Router {
  const router = Router();

  const summary = ({ hash, service }: PublishedBundle) => {
    const { id, name, legalBasis, fee, term } = service;
    const unit = town.units.find((candidate) => candidate.id === service.unit);
    return { id, name, summary: service.summary, legalBasis, unit: unit?.name ?? name, fee, term, hash };
  };

  router.get('/', async (_req, res) => {
    const bundles = await catalogue.listCurrent();
    res.json(bundles.filter(isForApplicants).map(summary));
  });

  router.get('/:id', async (req, res) => {
    const bundle = await catalogue.findCurrent(req.params.id);
    if (!bundle || !isForApplicants(bundle))
      throw new DomainError('SERVICE_NOT_FOUND', 'There is no such service', { id: req.params.id });
    res.json({ ...summary(bundle), form: bundle.form });
  });

  return router;
}

/** The municipality's own processes (a signature review) are published like services but nobody applies for them. */
export const isForApplicants = ({ service }: PublishedBundle): boolean => service.applicants.length > 0;
