import type { NewWorkItem, QuietPoint } from '../domain/case-file';
import type { Mail } from '../domain/mail';
import type { Happened } from '../domain/quiet-point';
import type { ActivityDeps } from './deps';

type Deps = Pick<ActivityDeps, 'repositories' | 'town' | 'caseFileWorkflows'>;

export interface Recording {
  readonly caseFileId: string;
  /** Of the last turn that the workflow has taken. */
  readonly seq: number;
  readonly points: readonly QuietPoint[];
  /** Whether to answer with the case file's mail. */
  readonly collects: boolean;
}

export interface Recorded {
  readonly mail: readonly Mail[];
  /** What happened after that turn, instead of what the last quiet point tells: the workflow lost a task that had written already. */
  readonly happened: readonly Happened[];
}

/** Writes quiet points in their order. Safe to run twice: a repeated `seq` changes nothing. What was written is what happened. */
export function createRecord(deps: Deps) {
  const { caseFiles, journal, mail } = deps.repositories;

  return async function record({ caseFileId, seq, points, collects }: Recording): Promise<Recorded> {
    const isNew = points.length > 0 && (await write(deps, points));
    const isAhead = !isNew && (await caseFiles.seqOf(caseFileId)) > seq;
    // What no longer waits may have left its mail to others; a caller hears of the end.
    if (isAhead || points.some(({ listening, answer }) => listening ?? answer)) await tellReceivers(deps, caseFileId);
    return {
      mail: collects ? await mail.listFor(caseFileId) : [],
      happened: isAhead ? await journal.listTaken(caseFileId, seq) : [],
    };
  };
}

/** False where the last of them was written before. */
export const write = async (
  deps: Pick<Deps, 'repositories' | 'town'>,
  points: readonly QuietPoint[],
): Promise<boolean> =>
  deps.repositories.caseFiles.record(await Promise.all(points.map((point) => nameItems(deps, point))));

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
