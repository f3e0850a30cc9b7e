import type { QuietPoint } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/json';
import type { ActivityDeps } from './deps';
import { writeBefore } from './record';
import { deliverReply } from './operations/deliver-reply';
import { issueReply } from './operations/issue-reply';
import { lookUpRegister } from './operations/look-up-register';

export interface OperationCall {
  readonly caseFileId: string;
  /** The bundle whose process calls. */
  readonly bundleHash: string;
  readonly element: string;
  readonly execution: string;
  readonly operation: string;
  readonly inputs: JsonObject;
  /** All of the case file's variables at the call: what letters are written from. */
  readonly variables: JsonObject;
  /** What must be written before the operation runs: it saves the case file a turn of its own. */
  readonly points: readonly QuietPoint[];
}

interface Thrown {
  readonly code: string;
  readonly message: string;
}

/**
 * An operation answers with variables, or with an error that the model may catch (BPMN error event). Beside its variables it may have
 * thrown an escalation (BPMN 2.0, 10.5.4).
 */
export type OperationAnswer =
  { readonly variables: JsonObject; readonly escalation?: Thrown } | { readonly error: Thrown };

export type Operation = (
  deps: ActivityDeps,
  call: OperationCall & { readonly key: string },
) => Promise<OperationAnswer>;

/** What a service task may name in `prepiska:operation`. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'register.look-up': lookUpRegister,
  'reply.issue': issueReply,
  'reply.deliver': deliverReply,
};

export function createOperations(deps: ActivityDeps) {
  /** The key names the effect, so a retry never does a thing twice. */
  return async function callOperation(call: OperationCall): Promise<OperationAnswer> {
    const operation = OPERATIONS[call.operation];
    if (!operation)
      throw new DomainError(
        'OPERATION_UNKNOWN',
        `There is no operation "${call.operation}"; there are ${Object.keys(OPERATIONS).join(', ')}`,
      );
    const { points } = call;
    await writeBefore(deps, points);
    return operation(deps, { ...call, key: `${call.caseFileId}:${call.bundleHash}:${call.execution}` });
  };
}
