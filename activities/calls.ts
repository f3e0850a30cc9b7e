import type { QuietPoint } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { OpenCaseFile } from '../domain/process/events';
import { LIMITS } from '../domain/process/limits';
import type { ActivityDeps } from './deps';
import { beginFromOrigin } from './receive-from-origin';
import { writeBefore } from './record';

export interface CaseFileCall extends Omit<OpenCaseFile, 'type'> {
  readonly caseFileId: string;
  /** The bundle whose process calls. */
  readonly bundleHash: string;
  /** Of the turn that calls: an execution that is tried again calls anew. */
  readonly seq: number;
  /** What must be written before. */
  readonly points: readonly QuietPoint[];
}

/** Begins the case file that a call activity asks for, once. How it ends comes back as mail. */
export function createOpenCaseFile(deps: ActivityDeps) {
  const { caseFiles, origins } = deps.repositories;
  return async function openCaseFile(call: CaseFileCall): Promise<void> {
    const { caseFileId, bundleHash, seq, execution, element, process, variables, points } = call;
    await writeBefore(deps, points);
    if ((await origins.depthOf(caseFileId, LIMITS.depth)) >= LIMITS.depth)
      throw new DomainError('SERVICE_INVALID', `${element} would be the ${LIMITS.depth + 1}th case file in a row`);
    const { serviceId } = await caseFiles.get(caseFileId);
    const origin = await origins.call({
      ...{ key: `${caseFileId}:${bundleHash}:${execution}:${seq}`, from: caseFileId, payload: variables },
      ...{ serviceId, bundleHash, process, element, execution },
    });
    await beginFromOrigin(deps, origin);
  };
}

/** Nobody waits for the case file of this call any more: it ends. */
export function createCancelCaseFile(deps: ActivityDeps) {
  const { origins } = deps.repositories;
  return async function cancelCaseFile(call: Pick<CaseFileCall, 'caseFileId' | 'execution' | 'points'>): Promise<void> {
    await writeBefore(deps, call.points);
    for (const called of await origins.listCalled(call.caseFileId, call.execution))
      await deps.caseFileWorkflows.cancel(called);
  };
}
