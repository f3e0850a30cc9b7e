import type { CaseFile } from '../db/case-files';
import type { WorkItem } from '../db/work-items';
import { DomainError } from '../domain/errors';
import { accessTo } from './access';
import { toActor, type CurrentActor } from './actor';
import type { ApiDeps } from './deps';
import { toCaseFileDetail } from './views';

/** Everything about a case file for one who may see it. Each look by an official is an entry of the journal. */
export function createCaseFilePage({ repositories }: ApiDeps) {
  const { caseFiles, catalogue, documents, journal, workItems } = repositories;

  /** Tells nobody who may not see it that it exists. */
  async function open(
    id: string,
    actor: CurrentActor,
  ): Promise<{ caseFile: CaseFile; items: WorkItem[]; forOffice: boolean }> {
    const [caseFile, items] = await Promise.all([caseFiles.get(id), workItems.listByCaseFile(id)]);
    const access = accessTo(actor, caseFile, items);
    if (!access) throw new DomainError('CASE_FILE_NOT_FOUND', 'There is no such case file', { id });
    if (access === 'office') await noteRead(id, actor);
    return { caseFile, items, forOffice: access === 'office' };
  }

  async function noteRead(id: string, actor: CurrentActor): Promise<void> {
    await journal.appendOne(id, { type: 'read', at: new Date().toISOString(), actor: toActor(actor), payload: {} });
  }

  async function detail(caseFile: CaseFile, items: readonly WorkItem[], forOffice: boolean) {
    const bundles = await Promise.all(
      [...new Set([caseFile.bundleHash, ...items.map(({ bundleHash }) => bundleHash)])].map((hash) =>
        catalogue.get(hash),
      ),
    );
    const [bundle, listed, entries] = await Promise.all([
      catalogue.get(caseFile.bundleHash),
      documents.list(caseFile.id),
      journal.list(caseFile.id),
    ]);
    return toCaseFileDetail(caseFile, {
      bundle,
      forOffice,
      documents: listed,
      journal: entries,
      elementNames: Object.assign({}, ...bundles.map(({ elementNames }) => elementNames)),
    });
  }

  return { open, detail };
}
