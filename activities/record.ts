import { ApplicationFailure } from '@temporalio/common';

import type { Written } from '../db/case-files';
import type { NewWorkItem, QuietPoint } from '../domain/case-file';
import type { Mail } from '../domain/mail';
import { TURN_LOST, type Happened } from '../domain/quiet-point';
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
  /** The last turn of the workflow that stands: those after it were not written, another has their place. */
  readonly agreed: number;
  /** What happened after that turn, instead of what the quiet points tell: the workflow lost a task that had written already. */
  readonly happened: readonly Happened[];
}

/** Writes quiet points in their order. Safe to run twice: a repeated `seq` changes nothing. What was written is what happened. */
export function createRecord(deps: Deps) {
  const { caseFiles, journal, mail } = deps.repositories;

  return async function record({ caseFileId, seq, points, collects }: Recording): Promise<Recorded> {
    const { isNew, lost = Infinity } = points.length > 0 ? await write(deps, points) : { isNew: false };
    const agreed = Math.min(seq, lost - 1);
    const isAhead = !isNew && (await caseFiles.seqOf(caseFileId)) > agreed;
    // What no longer waits may have left its mail to others; a caller hears of the end.
    if (isAhead || points.some(({ listening, answer }) => listening ?? answer)) await tellReceivers(deps, caseFileId);
    return {
      mail: collects ? await mail.listFor(caseFileId) : [],
      agreed,
      happened: isAhead ? await journal.listTaken(caseFileId, agreed) : [],
    };
  };
}

const write = async (deps: Pick<Deps, 'repositories' | 'town'>, points: readonly QuietPoint[]): Promise<Written> =>
  deps.repositories.caseFiles.record(await Promise.all(points.map((point) => nameItems(deps, point))));

/** What rides on something that is done outside is written before. Where it did not happen, that is not to be done. */
export async function writeBefore(
  deps: Pick<Deps, 'repositories' | 'town'>,
  points: readonly QuietPoint[],
): Promise<void> {
  if (points.length === 0) return;
  const { lost } = await write(deps, points);
  if (lost !== undefined)
    throw ApplicationFailure.nonRetryable(`Another turn was written in the place of turn ${lost}`, TURN_LOST);
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
