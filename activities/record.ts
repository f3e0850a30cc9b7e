import type { QuietPoint } from '../domain/case-file';
import type { ProcessGraph } from '../domain/process/graph';
import type { ActivityDeps } from './deps';

export function createRecord({ repositories: { caseFiles, catalogue } }: Pick<ActivityDeps, 'repositories'>) {
  return {
    /** The compiled process of a published bundle. */
    async loadGraph({ hash }: { hash: string }): Promise<ProcessGraph> {
      return (await catalogue.get(hash)).graph;
    },

    /** Writes one quiet point. Safe to run twice: a repeated `seq` changes nothing. */
    async record(point: QuietPoint): Promise<void> {
      const opened = await Promise.all(
        point.opened.map(async (item) => {
          const { elementNames } = await catalogue.get(item.bundleHash);
          return { ...item, name: elementNames[item.element] ?? item.name };
        }),
      );
      await caseFiles.record({ ...point, opened });
    },
  };
}
