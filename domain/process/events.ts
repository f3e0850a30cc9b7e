import type { Json, JsonObject } from '../json';

/** ISO 8601 instant in UTC. Time never passes inside a step: FEEL `now()` is the event's `at`. */
type Instant = string;

/**
 * What can happen to a case. The host feeds these to `step` one at a time, in the order they happened; they are also what the
 * journal keeps, so a case can be run again.
 *
 * `execution` names one run of one element (a token at work there); it comes from the effect that opened it, or from the state.
 */
export type ProcessEvent = { readonly at: Instant } & (
  | {
      readonly type: 'start';
      readonly variables: JsonObject;
      /** The element that brings the process into being; absent: its none start events. */
      readonly element?: string;
      /** What came with that. */
      readonly payload?: JsonObject;
    }
  /** The work is done, or the message of a receive task has come. */
  | { readonly type: 'complete'; readonly execution: string; readonly variables: JsonObject }
  /** The work ended with an error, or threw an escalation and goes on. */
  | { readonly type: 'fail' | 'escalate'; readonly execution: string; readonly code: string; readonly message: string }
  /** What the data stores hold that an activity or event reads; one that was never written holds null. */
  | { readonly type: 'data-store-read'; readonly execution: string; readonly values: JsonObject }
  | { readonly type: 'timer'; readonly timer: string }
  /** For one that waits; without a key it is known by its name alone. */
  | { readonly type: 'message'; readonly name: string; readonly key?: Json; readonly variables: JsonObject }
  /** For all that wait. */
  | { readonly type: 'signal'; readonly name: string; readonly variables: JsonObject }
  /** Data changed from outside: conditions are looked at again. */
  | { readonly type: 'set-variables'; readonly variables: JsonObject }
  /** An operator mends an incident: the same again, after setting variables where given. */
  | { readonly type: 'retry'; readonly execution: string; readonly variables?: JsonObject }
  /** The token goes on at another element of the same process or sub-process. */
  | { readonly type: 'skip'; readonly execution: string; readonly to: string }
  /** The execution and all in it end without going on; without one, the whole process. */
  | { readonly type: 'cancel'; readonly execution?: string }
);

/** What the host must do outside. Carried out in order; every one is safe to repeat by its `execution` or `timer`. */
export type Effect =
  | OpenWorkItem
  | CallOperation
  | Publish
  | OpenCaseFile
  /** The case file that was opened for this execution ends without being waited for. */
  | { readonly type: 'cancel-case-file'; readonly execution: string }
  | ReadDataStore
  | { readonly type: 'write-data-store'; readonly store: string; readonly value: Json }
  | { readonly type: 'withdraw-work-item'; readonly execution: string }
  | { readonly type: 'cancel-operation'; readonly execution: string }
  | { readonly type: 'set-timer'; readonly timer: string; readonly element: string; readonly dueAt: Instant }
  | { readonly type: 'cancel-timer'; readonly timer: string }
  | {
      readonly type: 'raise-incident';
      readonly execution: string;
      readonly element: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'end'; readonly outcome: Outcome; readonly error?: string };

export type Outcome = 'completed' | 'error' | 'terminated' | 'cancelled';

/** A person is asked to act (BPMN user and manual task). */
export interface OpenWorkItem {
  readonly type: 'open-work-item';
  readonly execution: string;
  readonly element: string;
  /** The element's name as drawn. */
  readonly name: string;
  /** Position ids of the town (`potentialOwner`, a FEEL expression or a literal). */
  readonly candidates: readonly string[];
  /** Name of a form in the bundle: `forms/<form>.json`; empty where there is none. */
  readonly form: string;
  /** Input mappings, evaluated: what the person sees and the form's initial values. */
  readonly inputs: JsonObject;
}

/** A system is asked to act (BPMN service task, send task, and business rule task whose decision is not in the bundle). */
export interface CallOperation {
  readonly type: 'call-operation';
  readonly execution: string;
  readonly element: string;
  /** One of the operations that `activities/` offers, e.g. `register.look-up`, `reply.issue`, `reply.deliver`. */
  readonly operation: string;
  readonly inputs: JsonObject;
}

/** A called process begins in a case file of its own. When that ends, the host completes the execution, or lets it fail. */
export interface OpenCaseFile {
  readonly type: 'open-case-file';
  readonly execution: string;
  readonly element: string;
  readonly process: string;
  readonly variables: JsonObject;
}

/**
 * Messages and signals go out (send task, throw and end event). The host hands them to all who wait, this process among them,
 * then completes the execution.
 */
export interface Publish {
  readonly type: 'publish';
  readonly execution: string;
  readonly element: string;
  readonly triggers: readonly Trigger[];
}

export type Trigger =
  | { readonly type: 'message'; readonly name: string; readonly key?: Json; readonly variables: JsonObject }
  | { readonly type: 'signal'; readonly name: string; readonly variables: JsonObject };

/**
 * An activity or event waits for what data stores hold (BPMN 2.0, 10.4.1). They outlive the process, so the host keeps them: it answers
 * at once, with `data-store-read`, after all that was written before.
 */
export interface ReadDataStore {
  readonly type: 'read-data-store';
  readonly execution: string;
  readonly element: string;
  /** Their names. */
  readonly stores: readonly string[];
}

/** One line of a case's trace (cli.md, `simulate`). */
export interface TraceEntry {
  readonly at: Instant;
  readonly element: string;
  readonly event: 'entered' | 'left' | 'cancelled' | 'fired' | 'incident';
  /** Of a script task that is left: what its script gave. */
  readonly result?: Json;
}
