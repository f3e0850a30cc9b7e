import type { NewWorkItem, QuietPoint } from '../domain/case-file';
import type { Mail } from '../domain/mail';
import type { ActivityDeps } from './deps';

type Deps = Pick<ActivityDeps, 'repositories' | 'town' | 'caseFileWorkflows'>;

export interface Recording {
  readonly caseFileId: string;
  readonly points: readonly QuietPoint[];
  /** Whether to answer with the case file's mail. */
  readonly collects: boolean;
}

/** Writes quiet points in their order. Safe to run twice: a repeated `seq` changes nothing. */
export function createRecord(deps: Deps) {
  const { caseFiles, mail } = deps.repositories;

  return async function record({ caseFileId, points, collects }: Recording): Promise<readonly Mail[]> {
    if (points.length > 0) await caseFiles.record(await Promise.all(points.map((point) => nameItems(deps, point))));
    // What no longer waits may have left its mail to others.
    if (points.some(({ listening }) => listening)) await tellReceivers(deps, caseFileId);
    return collects ? mail.listFor(caseFileId) : [];
  };
}

/** Others fetch what this case file's acts gave them. Telling them twice does no harm. */
export async function tellReceivers(
  { repositories: { mail }, caseFileWorkflows }: Pick<Deps, 'repositories' | 'caseFileWorkflows'>,
  caseFileId: string,
): Promise<void> {
  await Promise.all((await mail.listRoutedBy(caseFileId)).map((receiver) => caseFileWorkflows.tell(receiver)));
}

/** The model's own names are Bulgarian; the bundle knows them in every language. Work for nobody in particular is its unit's. */
export async function nameItems(
  { repositories: { catalogue }, town }: Pick<Deps, 'repositories' | 'town'>,
  point: QuietPoint,
): Promise<QuietPoint> {
  const nameItem = async (item: NewWorkItem): Promise<NewWorkItem> => {
    const { elementNames, service } = await catalogue.get(item.bundleHash);
    const ofUnit = () => town.positions.filter(({ unit }) => unit === service.unit).map(({ id }) => id);
    const candidates = item.candidates.length > 0 ? item.candidates : ofUnit();
    return { ...item, candidates, name: elementNames[item.element] ?? item.name };
  };
  return { ...point, opened: await Promise.all(point.opened.map(nameItem)) };
}
