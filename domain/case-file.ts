import type { Json, JsonObject } from './json';
import type { Listening } from './mail';
import type { Answer } from './process/called';
import type { Text } from './text';
import type { Identifier } from './town';

/** What the citizen states, and the only content a signature may stand under. */
export interface Application {
  readonly service: string;
  readonly applicant: Applicant;
  readonly data: JsonObject;
}

export interface Applicant {
  readonly name: string;
  readonly identifier: Identifier;
  readonly email: string;
}

export type CaseFileStatus = 'signature-review' | 'in-progress' | 'incident' | 'closed';

/** Who did something, as the journal keeps it. */
export interface Actor {
  readonly id: string;
  readonly name: Text;
  readonly positions: readonly string[];
}

export const JOURNAL_TYPES = [
  'received',
  'process-started',
  'work-item-opened',
  'work-item-completed',
  'work-item-withdrawn',
  'operation-completed',
  'operation-failed',
  'timer-fired',
  'published',
  'case-file-begun',
  'case-file-ended',
  'data-store-read',
  'data-store-written',
  'message-received',
  'signal-received',
  'escalated',
  'variables-set',
  'token-moved',
  'scope-cancelled',
  'incident-raised',
  'incident-retried',
  'reply-issued',
  'reply-delivered',
  'read',
  'closed',
] as const;

export type JournalType = (typeof JOURNAL_TYPES)[number];

/** One thing that happened to a case file. */
export interface JournalEntry {
  readonly type: JournalType;
  /** ISO 8601 instant, UTC. */
  readonly at: string;
  /** Null when the system acted by itself. */
  readonly actor: Actor | null;
  readonly payload: Json;
}

export interface NewWorkItem {
  readonly execution: string;
  readonly element: string;
  readonly name: Text;
  /** Position ids. */
  readonly candidates: readonly string[];
  readonly bundleHash: string;
  /** Name of a form of that bundle. */
  readonly form: string;
  readonly inputs: JsonObject;
}

export interface NewIncident {
  readonly execution: string;
  readonly element: string;
  readonly bundleHash: string;
  readonly code: string;
  readonly message: string;
}

/**
 * All that changed between two moments at which the case file waits. Written in one SQL transaction, once: a repeated `seq`
 * changes nothing.
 */
export interface QuietPoint {
  readonly caseFileId: string;
  /** Of the bundle whose process runs. */
  readonly bundleHash: string;
  readonly seq: number;
  readonly at: string;
  readonly status: CaseFileStatus;
  /** How the case file ended; null while it is open. */
  readonly outcome: string | null;
  readonly entries: readonly JournalEntry[];
  readonly opened: readonly NewWorkItem[];
  readonly completed: readonly { readonly execution: string; readonly by: Actor; readonly key: string }[];
  /** Executions whose work items are taken back. */
  readonly withdrawn: readonly string[];
  readonly incidents: readonly NewIncident[];
  /** Executions whose incidents somebody mended. */
  readonly resolved: readonly string[];
  /** All messages and signals that are waited for, where that changed. */
  readonly listening?: readonly Listening[];
  /** The mail that was taken. */
  readonly mail?: string;
  /** What the case file whose call this one was hears of its end. */
  readonly answer?: { readonly to: string; readonly event: Answer };
  /** What was written to data stores, in order. */
  readonly stored?: readonly { readonly store: string; readonly value: Json }[];
}
