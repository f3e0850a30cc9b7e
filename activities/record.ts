import type { QuietPoint } from '../domain/case-file';
import type { ActivityDeps } from './deps';

/** Writes quiet points in their order. Safe to run twice: a repeated `seq` changes nothing. */
export function createRecord({ repositories: { caseFiles, catalogue } }: Pick<ActivityDeps, 'repositories'>) {
  /** The model's own names are Bulgarian; the bundle knows them in every language. */
  async function named(point: QuietPoint): Promise<QuietPoint> {
    const opened = await Promise.all(
      point.opened.map(async (item) => {
        const { elementNames } = await catalogue.get(item.bundleHash);
        return { ...item, name: elementNames[item.element] ?? item.name };
      }),
    );
    return { ...point, opened };
  }

  return async function record(points: readonly QuietPoint[]): Promise<void> {
    await caseFiles.record(await Promise.all(points.map(named)));
  };
}
