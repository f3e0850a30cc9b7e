import { Router } from 'express';

import { checkForm } from '../../catalogue/forms';
import type { WorkItem } from '../../db/work-items';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/json';
import { isOfficial, toActor, type CurrentActor } from '../actor';
import { createCaseFilePage } from '../case-file-page';
import type { ApiDeps } from '../deps';
import { fieldWords } from '../field-words';
import { Id, idempotencyKey } from '../parameters';
import { Completion } from '../schemas';
import { toWorkItemView } from '../views';

export function workItemRoutes(deps: ApiDeps): Router {
  const router = Router();
  const { caseFiles, catalogue, workItems } = deps.repositories;
  const page = createCaseFilePage(deps);

  /** Work items with what their rows show of the case file; however many, one question to the database. */
  const viewAll = async (items: readonly WorkItem[]) => {
    const files = await caseFiles.listByIds(items.map(({ caseFileId }) => caseFileId));
    const views = files.map(async (file) => [file.id, { file, bundle: await catalogue.get(file.bundleHash) }] as const);
    const byId = new Map(await Promise.all(views));
    return items.flatMap((item) => {
      const about = byId.get(item.caseFileId);
      return about ? [toWorkItemView(item, about.file, about.bundle)] : [];
    });
  };

  router.use((_req, res, next) => {
    if (!isOfficial(res.locals.actor)) throw new DomainError('ACTOR_NOT_ALLOWED', 'The worklist is for officials');
    next();
  });

  router.get('/', async (_req, res) => {
    const items = await workItems.listOpen(res.locals.actor.positions);
    res.json(await viewAll(items));
  });

  router.get('/:id', async (req, res) => {
    const { actor } = res.locals;
    const item = await workItems.get(Id.parse(req.params).id);
    refuseUnlessTheirs(item, actor.unitPositions);
    const { caseFile, items } = await page.open(item.caseFileId, actor);
    const [form, own, service] = await Promise.all([
      formOf(deps, item),
      catalogue.get(item.bundleHash),
      catalogue.get(caseFile.bundleHash),
    ]);
    res.json({
      ...toWorkItemView(item, caseFile, service),
      form,
      inputs: item.inputs,
      words: fieldWords([service.form, form, ...Object.values(own.workForms)]),
      caseFile: await page.detail(caseFile, items, true),
    });
  });

  router.post('/:id/complete', async (req, res) => {
    const { actor } = res.locals;
    const key = idempotencyKey(req);
    const { version, values } = Completion.parse(req.body);
    const item = await workItems.get(Id.parse(req.params).id);
    refuseUnlessTheirs(item, actor.positions);
    await complete(deps, item, { version, values: values as JsonObject, key, actor });
    const items = await workItems.listByCaseFile(item.caseFileId);
    const [workItem] = await viewAll(items.filter(({ id }) => id === item.id));
    const next = items.filter(({ state, candidates }) => state === 'open' && isTheirs(candidates, actor.positions));
    res.json({ workItem, next: await viewAll(next) });
  });

  return router;
}

interface Act {
  readonly version: number;
  readonly values: JsonObject;
  readonly key: string;
  readonly actor: CurrentActor;
}

/** Repeating an act with its own key changes nothing and succeeds. */
async function complete(deps: ApiDeps, item: WorkItem, { version, values, key, actor }: Act): Promise<void> {
  if (item.state === 'completed' && item.completionKey === key && item.completedBy?.id === actor.id) return;
  if (item.state !== 'open') throw new DomainError('WORK_ITEM_CLOSED', 'This work item is no longer open');
  if (item.version !== version)
    throw new DomainError('WORK_ITEM_CHANGED', 'This work item has changed since it was read');
  const errors = checkForm(await formOf(deps, item), values).map(({ pointer, detail }) => ({
    pointer: `/values${pointer}`,
    detail,
  }));
  if (errors.length > 0) throw new DomainError('FORM_INVALID', 'The form has errors', { errors });
  const { caseFileId, execution } = item;
  await deps.workflows.completeWorkItem(caseFileId, { execution, version, values, key, actor: toActor(actor) });
}

/** Work that asks for nothing is only confirmed (BPMN manual task). */
const NOTHING_TO_FILL_IN: JsonObject = { type: 'object', properties: {}, additionalProperties: false };

async function formOf({ repositories: { catalogue } }: ApiDeps, { bundleHash, form }: WorkItem): Promise<JsonObject> {
  if (form === '') return NOTHING_TO_FILL_IN;
  const schema = (await catalogue.get(bundleHash)).workForms[form];
  if (!schema) throw new DomainError('SERVICE_INVALID', `The bundle has no form ${form}`, { bundleHash });
  return schema;
}

const isTheirs = (candidates: readonly string[], positions: readonly string[]): boolean =>
  candidates.some((position) => positions.includes(position));

function refuseUnlessTheirs({ candidates }: WorkItem, positions: readonly string[]): void {
  if (!isTheirs(candidates, positions))
    throw new DomainError('WORK_ITEM_NOT_YOURS', 'The work item belongs to another position');
}
