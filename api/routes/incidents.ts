import { Router, type Request } from 'express';

import type { Incident } from '../../db/incidents';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/json';
import { skipTargets } from '../../domain/process/skip-targets';
import type { IncidentMending } from '../../workflows/messages';
import { requireRole, toActor, type CurrentActor } from '../actor';
import type { ApiDeps } from '../deps';
import { toIncidentDetail, toIncidentView } from '../incident-views';
import { Id } from '../parameters';
import { IncidentRetry, IncidentSkip } from '../schemas';

/** For the operator: what cannot go on by itself, and what to do about it. */
export function incidentRoutes({ repositories, workflows }: ApiDeps): Router {
  const { caseFiles, catalogue, incidents } = repositories;
  const router = Router();
  router.use(requireRole('operator'));

  router.get('/', async (_req, res) => {
    const open = await incidents.listOpen();
    const files = new Map(
      (await caseFiles.listByIds(open.map(({ caseFileId }) => caseFileId))).map((file) => [file.id, file]),
    );
    const views = open.map(async (incident) => {
      const file = files.get(incident.caseFileId);
      return file ? [toIncidentView(incident, file, await bundlesOf(incident, file.bundleHash))] : [];
    });
    res.json((await Promise.all(views)).flat());
  });

  router.get('/:id', async (req, res) => {
    const incident = await incidents.get(Id.parse(req.params).id);
    const file = await caseFiles.get(incident.caseFileId);
    res.json(toIncidentDetail(incident, file, await bundlesOf(incident, file.bundleHash)));
  });

  router.post('/:id/retry', async (req, res) => {
    const { variables } = IncidentRetry.parse(req.body ?? {});
    const mending = { type: 'retry', ...(variables && { variables: variables as JsonObject }) } as const;
    await mend(await openIncident(req), mending, res.locals.actor);
    res.status(204).end();
  });

  router.post('/:id/skip', async (req, res) => {
    const { to } = IncidentSkip.parse(req.body ?? {});
    const incident = await openIncident(req);
    refuseUnlessTarget(skipTargets((await catalogue.get(incident.bundleHash)).graph, incident.element), to);
    await mend(incident, { type: 'skip', to }, res.locals.actor);
    res.status(204).end();
  });

  router.post('/:id/cancel', async (req, res) => {
    await mend(await openIncident(req), { type: 'cancel' }, res.locals.actor);
    res.status(204).end();
  });

  async function bundlesOf({ bundleHash }: Incident, ofCaseFile: string) {
    const [own, service] = await Promise.all([catalogue.get(bundleHash), catalogue.get(ofCaseFile)]);
    return { own, service };
  }

  /** Whoever mends late finds another incident, or none: theirs is over. */
  async function openIncident(req: Request): Promise<Incident> {
    const incident = await incidents.get(Id.parse(req.params).id);
    if (incident.resolvedAt) throw new DomainError('INCIDENT_NOT_FOUND', 'The incident was mended already');
    return incident;
  }

  const mend = (
    { caseFileId, execution }: Incident,
    mending: IncidentMending['mending'],
    actor: CurrentActor,
  ): Promise<void> => workflows.mendIncident(caseFileId, { execution, mending, actor: toActor(actor) });

  return router;
}

function refuseUnlessTarget(targets: readonly string[], to: string): void {
  if (targets.includes(to)) return;
  const detail = {
    bg: `„${to}“ не е елемент от същия процес или подпроцес. Възможни са: ${targets.join(', ')}.`,
    en: `"${to}" is no element of the same process or sub-process. There are: ${targets.join(', ')}.`,
  };
  throw new DomainError('SKIP_TARGET_INVALID', detail.en, { errors: [{ pointer: '/to', detail }] });
}
