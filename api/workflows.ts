import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  isGrpcServiceError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

import { DomainError, ERROR_CODES, type ErrorCode } from '../domain/errors';
import type { Outcome } from '../domain/receipt';
import {
  caseFileWorkflowId,
  catchUpUpdate,
  completeWorkItemUpdate,
  fileUpdate,
  mendIncidentUpdate,
  tellUpdate,
  type IncidentMending,
  type Telling,
  type WorkItemCompletion,
} from '../workflows/messages';

/** How long a caller waits for a durable answer before they are asked to repeat with the same key. */
const PATIENCE = 20_000;

export type CaseFileWorkflows = ReturnType<typeof createCaseFileWorkflows>;

/** The only calls the API makes to Temporal. */
export function createCaseFileWorkflows(client: Client, taskQueue: string) {
  /** Starts the case file's workflow, or finds it running, and waits for the receipt. */
  async function file(caseFileId: string, serviceId: string): Promise<Outcome> {
    const startWorkflowOperation = new WithStartWorkflowOperation(serviceId, {
      workflowId: caseFileWorkflowId(caseFileId),
      taskQueue,
      args: [{ caseFileId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
    return patiently(() =>
      client.workflow.executeUpdateWithStart(fileUpdate, { startWorkflowOperation, updateId: `file:${caseFileId}` }),
    );
  }

  async function completeWorkItem(caseFileId: string, completion: WorkItemCompletion): Promise<void> {
    await insist(caseFileId, 'WORK_ITEM_CLOSED', (handle) =>
      handle.executeUpdate(completeWorkItemUpdate, { args: [completion], updateId: `complete:${completion.key}` }),
    );
  }

  async function mendIncident(caseFileId: string, mending: IncidentMending): Promise<void> {
    await insist(caseFileId, 'INCIDENT_NOT_FOUND', (handle) =>
      handle.executeUpdate(mendIncidentUpdate, { args: [mending] }),
    );
  }

  /** What is open by the database may not be known to a workflow whose machine died between writing and noting it: it looks first. */
  async function insist(caseFileId: string, whenOver: ErrorCode, act: (handle: WorkflowHandle) => Promise<void>) {
    const handle = client.workflow.getHandle(caseFileWorkflowId(caseFileId));
    try {
      await patiently(() => act(handle), whenOver);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== whenOver) throw error;
      await patiently(() => handle.executeUpdate(catchUpUpdate), whenOver);
      await patiently(() => act(handle), whenOver);
    }
  }

  async function tell(caseFileId: string, telling: Telling): Promise<void> {
    const handle = client.workflow.getHandle(caseFileWorkflowId(caseFileId));
    await patiently(() => handle.executeUpdate(tellUpdate, { args: [telling] }), 'CASE_FILE_CLOSED');
  }

  /** `whenOver`: what it means that the case file's process is over. */
  async function patiently<T>(call: () => Promise<T>, whenOver: ErrorCode = 'WORK_ITEM_CLOSED'): Promise<T> {
    try {
      return await client.withDeadline(Date.now() + PATIENCE, call);
    } catch (error) {
      throw asDomainError(error, whenOver);
    }
  }

  return { file, completeWorkItem, mendIncident, tell };
}

function asDomainError(error: unknown, whenOver: ErrorCode): unknown {
  if (error instanceof WorkflowNotFoundError)
    return new DomainError(whenOver, 'The case file’s process is over', {}, { cause: error });
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && isErrorCode(cause.type)) return new DomainError(cause.type, cause.message);
  if (isGrpcServiceError(error) || error instanceof Error)
    return new DomainError('UNAVAILABLE', 'Temporal or its worker did not answer', {}, { cause: error });
  return error;
}

const isErrorCode = (code: unknown): code is ErrorCode => ERROR_CODES.includes(code as ErrorCode);
