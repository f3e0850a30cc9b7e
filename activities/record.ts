import type { QuietPoint } from '../domain/case-file';
import type { ActivityDeps } from './deps';

type Deps = Pick<ActivityDeps, 'repositories'>;

/** Writes quiet points in their order. Safe to run twice: a repeated `seq` changes nothing. */
export function createRecord(deps: Deps) {
  return async function record(points: readonly QuietPoint[]): Promise<void> {
    await deps.repositories.caseFiles.record(await Promise.all(points.map((point) => nameItems(deps, point))));
  };
}

/** The model's own names are Bulgarian; the bundle knows them in every language. */
export async function nameItems({ repositories: { catalogue } }: Deps, point: QuietPoint): Promise<QuietPoint> {
  const opened = await Promise.all(
    point.opened.map(async (item) => {
      const { elementNames } = await catalogue.get(item.bundleHash);
      return { ...item, name: elementNames[item.element] ?? item.name };
    }),
  );
  return { ...point, opened };
}
