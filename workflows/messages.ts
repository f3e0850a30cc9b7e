import { defineUpdate } from '@temporalio/workflow';

import type { Actor } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type { Outcome } from '../domain/receipt';

/** The contract between `api/` and the workflows: the only names the API may know. */

/** Ids only: personal data stays in the database and in encrypted payloads. */
export interface CaseFileInput {
  readonly caseFileId: string;
}

export interface WorkItemCompletion {
  readonly execution: string;
  readonly version: number;
  /** Already checked against the work item's form. */
  readonly values: JsonObject;
  readonly actor: Actor;
  /** The client's Idempotency-Key. */
  readonly key: string;
}

export interface IncidentRetry {
  readonly execution: string;
  readonly actor: Actor;
}

/** Checks and registers the submission; answers when the receipt is durable. */
export const fileUpdate = defineUpdate<Outcome>('file');

/** Answers when the decision and the work items that follow from it are durable. */
export const completeWorkItemUpdate = defineUpdate<void, [WorkItemCompletion]>('completeWorkItem');

export const retryIncidentUpdate = defineUpdate<void, [IncidentRetry]>('retryIncident');

export const caseFileWorkflowId = (caseFileId: string): string => `case-file:${caseFileId}`;
