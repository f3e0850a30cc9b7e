import type { Json, JsonObject } from '../json';
import type { Outcome } from './events';
import type { ProcessGraph } from './graph';

/** The scope of the process itself. */
export const ROOT = '';

/** Where a case stands. Plain JSON; `version` says which migration a stored one still needs. */
export interface ProcessState {
  readonly version: 3;
  readonly process: string;
  readonly status: 'ready' | 'running' | Outcome;
  readonly error: string | null;
  /** The number of the next execution, timer and so on: every one of a case has its own. */
  readonly next: number;
  /** By the execution whose inside they are; `ROOT` is the process itself. */
  readonly scopes: Readonly<Record<string, Scope>>;
  readonly executions: Readonly<Record<string, Execution>>;
  readonly subscriptions: Readonly<Record<string, Subscription>>;
}

/** Data, and the tokens that wait for others, of a process, a sub-process or an activity with data of its own. */
export interface Scope {
  readonly element: string;
  readonly parent: string | null;
  readonly variables: JsonObject;
  /** Holds flow elements that run. */
  readonly isContainer: boolean;
  /** A called process: it sees nothing of its caller's data. `written` are the names it set, where all of them go back. */
  readonly isolated?: true;
  readonly written?: readonly string[];
  /** What a compensation handler sees: the data of then, that nobody changes any more. */
  readonly isSnapshot?: true;
  /** By gateway (or activity that waits for several tokens): the flows of the tokens that wait there. */
  readonly arrived?: Readonly<Record<string, readonly string[]>>;
  /** Complex gateways that have fired and wait for the rest: the flows they had a token of. */
  readonly fired?: Readonly<Record<string, readonly string[]>>;
  /** What can still be undone, in order of completion. */
  readonly completed?: readonly CompletedActivity[];
  /** Of a sequential ad-hoc sub-process: what is still to be begun. */
  readonly pending?: readonly string[];
  /** An ad-hoc sub-process begins nothing more. */
  readonly isEnding?: true;
  /** Of the process: a transaction was cancelled and nothing caught it. */
  readonly isCancelled?: true;
}

/** One run of one element. */
export interface Execution {
  readonly element: string;
  /** The scope it stands in. */
  readonly scope: string;
  readonly state: 'waiting' | 'incident';
  /** One instance or iteration of this execution. */
  readonly of?: string;
  /** Which one, from 0. */
  readonly index?: number;
  readonly loop?: LoopState;
  /** It compensates: what is left to undo, last first. `detached`: nobody waits for it. */
  readonly compensating?: readonly CompletedActivity[];
  readonly detached?: true;
  /** The execution that this one compensates for. */
  readonly for?: string;
  /** Of one with an incident: what was being done, and with which result. One that waits for its data stores has not begun: `read`. */
  readonly stage?: 'enter' | 'read' | 'complete' | 'leave';
  readonly result?: JsonObject;
  /** The flow its token came by. */
  readonly flow?: string;
}

export interface LoopState {
  readonly total: number | null;
  readonly begun: number;
  readonly completed: number;
  readonly terminated: number;
  /** Items for which no instance was begun yet (sequential). */
  readonly items?: readonly Json[];
  readonly outputs?: readonly Json[];
}

/** An activity that is over and can be undone. */
export interface CompletedActivity {
  readonly element: string;
  /** The data it saw when it was over. */
  readonly variables: JsonObject;
  /** Of a sub-process: what can be undone inside. */
  readonly inside?: readonly CompletedActivity[];
}

/** Something that is listened to, on behalf of an execution: itself, the activity under a boundary event, or the scope of an event sub-process. */
export interface Subscription {
  /** The catching event, receive task or start event of an event sub-process. */
  readonly element: string;
  readonly execution: string;
  /** Which of its definitions. */
  readonly definition: number;
  /** Correlation key of a message, as canonical JSON. */
  readonly key?: string;
  readonly dueAt?: string;
  readonly cycle?: Cycle;
  /** The condition held when it was last looked at. */
  readonly held?: boolean;
}

/** A timer that repeats: it is due so many periods after an instant. */
export interface Cycle {
  readonly from: string;
  /** ISO 8601 duration or working days. */
  readonly period: string;
  /** How many periods after `from` it is due now, and at its last time; null: it goes on for ever. */
  readonly nth: number;
  readonly last: number | null;
  /** After this instant it is not due any more. */
  readonly until?: string;
}

export function initialState(graph: ProcessGraph, process: string = graph.process): ProcessState {
  return {
    version: 3,
    process,
    status: 'ready',
    error: null,
    next: 1,
    scopes: {},
    executions: {},
    subscriptions: {},
  };
}

/** The variables of the process itself. */
export const variablesOf = (state: ProcessState): JsonObject => state.scopes[ROOT]?.variables ?? {};
