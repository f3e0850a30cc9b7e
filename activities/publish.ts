import type { Start } from '../db/origins';
import type { QuietPoint } from '../domain/case-file';
import type { Trigger } from '../domain/process/events';
import type { ProcessGraph } from '../domain/process/graph';
import { indexOf, processesOf, startersOf, type Starter } from '../domain/process/starters';
import type { ActivityDeps } from './deps';
import { beginFromOrigin } from './receive-from-origin';
import { tellReceivers, writeBefore } from './record';

export interface PublishCall {
  readonly caseFileId: string;
  /** The bundle whose process publishes. */
  readonly bundleHash: string;
  readonly execution: string;
  readonly triggers: readonly Trigger[];
  /** What must be written before. */
  readonly points: readonly QuietPoint[];
}

/**
 * Hands messages and signals to those who wait, or begins case files by them. Who gets what is decided once, in one SQL transaction;
 * a repeated call only tells them again.
 */
export function createPublish(deps: ActivityDeps) {
  const { db, effects, mail, origins } = deps.repositories;
  return async function publish(call: PublishCall): Promise<void> {
    const { caseFileId, bundleHash, execution, triggers, points } = call;
    await writeBefore(deps, points);
    const key = `${caseFileId}:${bundleHash}:${execution}`;
    const starts = await findStarts(deps, caseFileId);
    const publication = {
      ...{ key, caseFileId },
      triggers: triggers.map((trigger) => ({ ...trigger, starts: starts(trigger) })),
    };
    await db.transaction(async (transaction) => {
      if (await effects.keep(transaction, key, {})) await mail.publish(transaction, publication);
    });
    await tellReceivers(deps, caseFileId);
    for (const origin of await origins.listByKey(key)) await beginFromOrigin(deps, origin);
  };
}

/** What of the services as they are published now a trigger starts: of the publishing service first. */
async function findStarts({ repositories: { caseFiles, catalogue } }: ActivityDeps, caseFileId: string) {
  const [bundles, { serviceId }] = await Promise.all([catalogue.listCurrent(), caseFiles.get(caseFileId)]);
  const isOwn = (id: string): number => (id === serviceId ? 0 : 1);
  const all = [...bundles]
    .sort((one, other) => isOwn(one.service.id) - isOwn(other.service.id))
    .flatMap(({ hash, service, graph }) => startersIn(graph).map((starter) => ({ hash, service, starter })));
  return (trigger: Trigger): Start[] =>
    all.flatMap(({ hash, service, starter }) => {
      const part = indexOf(starter, trigger);
      const { process, element, definitions, parallelMultiple } = starter;
      const parts = parallelMultiple ? definitions.length : 1;
      return part < 0 ? [] : [{ serviceId: service.id, bundleHash: hash, process, element, part, parts }];
    });
}

const known = new WeakMap<ProcessGraph, readonly Starter[]>();

/** Bundles never change, and the catalogue keeps each in memory once. */
function startersIn(graph: ProcessGraph): readonly Starter[] {
  const starters = known.get(graph) ?? processesOf(graph).flatMap((process) => startersOf(graph, process));
  known.set(graph, starters);
  return starters;
}
