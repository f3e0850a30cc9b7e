import type { JsonObject } from '../json';
import type { ProcessGraph } from './graph';

/** One run of one element: a token that waits there, or that cannot go on. */
export interface Execution {
  readonly element: string;
  readonly visit: number;
  readonly state: 'waiting' | 'incident';
}

/** Where a case stands. Plain JSON; `version` says which migration a stored one still needs. */
export interface ProcessState {
  readonly version: 1;
  readonly process: string;
  readonly status: 'ready' | 'running' | 'completed' | 'error' | 'terminated';
  readonly error: string | null;
  readonly variables: JsonObject;
  readonly executions: Readonly<Record<string, Execution>>;
  /** How many times each element was entered. */
  readonly visits: Readonly<Record<string, number>>;
  /** Flows whose tokens wait at a parallel gateway. */
  readonly arrived: Readonly<Record<string, readonly string[]>>;
  /** Timers that run: which event they are of, and for which execution. */
  readonly timers: Readonly<Record<string, { readonly element: string; readonly execution: string }>>;
}

export function initialState(graph: ProcessGraph): ProcessState {
  return {
    version: 1,
    process: graph.process,
    status: 'ready',
    error: null,
    variables: {},
    executions: {},
    visits: {},
    arrived: {},
    timers: {},
  };
}
