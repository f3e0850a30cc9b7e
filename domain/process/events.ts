import type { JsonObject } from '../json';

/** ISO 8601 instant in UTC. Time never passes inside a step: FEEL `now()` is the event's `at`. */
type Instant = string;

/**
 * What can happen to a case. The host feeds these to `step` one at a time, in the order they happened; they are also what the
 * journal keeps, so a case can be run again.
 *
 * `execution` names one run of one element (a token at work there); it comes from the effect that opened it.
 */
export type ProcessEvent =
  | { readonly type: 'start'; readonly at: Instant; readonly variables: JsonObject }
  | { readonly type: 'complete'; readonly at: Instant; readonly execution: string; readonly variables: JsonObject }
  | {
      readonly type: 'fail';
      readonly at: Instant;
      readonly execution: string;
      readonly code: string;
      readonly message: string;
    }
  | { readonly type: 'timer'; readonly at: Instant; readonly timer: string }
  | { readonly type: 'retry'; readonly at: Instant; readonly execution: string };

/** What the host must do outside. Carried out in order; every one is safe to repeat by its `execution` or `timer`. */
export type Effect =
  | OpenWorkItem
  | CallOperation
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
  | { readonly type: 'end'; readonly outcome: 'completed' | 'error' | 'terminated'; readonly error?: string };

/** A person is asked to act (BPMN user task). */
export interface OpenWorkItem {
  readonly type: 'open-work-item';
  readonly execution: string;
  readonly element: string;
  /** 1 for the first time the case comes to this element, 2 for the second... */
  readonly visit: number;
  /** The element's name as drawn. */
  readonly name: string;
  /** Position ids of the town (`potentialOwner`, a FEEL expression or a literal). */
  readonly candidates: readonly string[];
  /** Name of a form in the bundle: `forms/<form>.json`. */
  readonly form: string;
  /** Input mappings, evaluated: what the person sees and the form's initial values. */
  readonly inputs: JsonObject;
}

/** A system is asked to act (BPMN service or send task). */
export interface CallOperation {
  readonly type: 'call-operation';
  readonly execution: string;
  readonly element: string;
  readonly visit: number;
  /** One of the operations that `activities/` offers, e.g. `register.look-up`, `reply.issue`, `reply.deliver`. */
  readonly operation: string;
  readonly inputs: JsonObject;
}

/** One line of a case's trace (cli.md, `simulate`). */
export interface TraceEntry {
  readonly at: Instant;
  readonly element: string;
  readonly event: 'entered' | 'left' | 'cancelled' | 'fired' | 'incident';
}
