import { defineSignal, defineUpdate } from '@temporalio/workflow';

import type { Actor } from '../domain/case-file';
import type { Json, JsonObject } from '../domain/json';
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

/** What an operator does about an incident. */
export interface IncidentMending {
  readonly execution: string;
  readonly mending:
    | { readonly type: 'retry'; readonly variables?: JsonObject }
    /** The token goes on at another element of the same container. */
    | { readonly type: 'skip'; readonly to: string }
    /** The execution ends without going on. */
    | { readonly type: 'cancel' };
  readonly actor: Actor;
}

/** What an operator tells a case file: data that changed, or a message or signal for it alone. */
export interface Telling {
  readonly event:
    | { readonly type: 'set-variables'; readonly variables: JsonObject }
    | { readonly type: 'message'; readonly name: string; readonly key?: Json; readonly variables: JsonObject }
    | { readonly type: 'signal'; readonly name: string; readonly variables: JsonObject };
  readonly actor: Actor;
}

/** Checks and registers the submission; answers when the receipt is durable. */
export const fileUpdate = defineUpdate<Outcome>('file');

/** Answers when the decision and the work items that follow from it are durable. */
export const completeWorkItemUpdate = defineUpdate<void, [WorkItemCompletion]>('completeWorkItem');

/** Answers when what follows is durable. */
export const mendIncidentUpdate = defineUpdate<void, [IncidentMending]>('mendIncident');

/** Answers when what follows is durable. */
export const tellUpdate = defineUpdate<void, [Telling]>('tell');

/** Answers when the workflow knows all that is written of its case file. */
export const catchUpUpdate = defineUpdate<void>('catchUp');

/** There is mail to fetch. It may come more than once. */
export const mailSignal = defineSignal('mail');

/** The case file that called this one waits for it no more. */
export const cancelSignal = defineSignal('cancel');

export const caseFileWorkflowId = (caseFileId: string): string => `case-file:${caseFileId}`;
