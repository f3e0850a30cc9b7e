import { DomainError } from '../errors';
import { newPool, type Pool } from '../feel';
import type { JsonObject } from '../json';
import type { Effect, TraceEntry } from './events';
import type { GraphElement, ProcessGraph } from './graph';
import type { Execution, ProcessState, Scope, Subscription } from './state';

/** A token on its way into an element. */
export interface Token {
  readonly element: string;
  readonly scope: string;
  /** The flow it comes by; none at a start. */
  readonly flow: string | null;
  /** It compensates for this execution. */
  readonly for?: string;
  /** The execution it goes on with: an incident that is tried again. */
  readonly again?: string;
  /** What has already happened to the event it enters, and what came with it. */
  readonly happened?: JsonObject;
}

/** What is to be done next. */
export type Move =
  | ({ readonly type: 'enter' } & Token)
  /** Begin an activity, or perform one instance of it. */
  | { readonly type: 'begin' | 'perform'; readonly execution: string }
  /** What is listened to has happened. */
  | { readonly type: 'happen'; readonly subscription: string; readonly payload: JsonObject };

/**
 * One step in the making: a working copy of the state that the files of the elements change, and what comes out of it. It lives no
 * longer than the call of `step`, which stays a pure function.
 */
export interface Run {
  readonly graph: ProcessGraph;
  readonly at: string;
  /** What all expressions of this step may use together. */
  readonly pool: Pool;
  readonly now: { status: ProcessState['status']; error: string | null; next: number };
  readonly scopes: Map<string, Scope>;
  readonly executions: Map<string, Execution>;
  readonly subscriptions: Map<string, Subscription>;
  agenda: Move[];
  /** Throwing events whose escalation or compensation happens when no token moves. */
  readonly deferred: string[];
  readonly effects: Effect[];
  readonly trace: TraceEntry[];
  /** Data changed since the conditions were looked at. */
  dataChanged: boolean;
}

export function createRun(graph: ProcessGraph, { status, error, next, ...before }: ProcessState, at: string): Run {
  return {
    graph,
    at,
    pool: newPool(),
    now: { status, error, next },
    scopes: new Map(Object.entries(before.scopes)),
    executions: new Map(Object.entries(before.executions)),
    subscriptions: new Map(Object.entries(before.subscriptions)),
    agenda: [],
    deferred: [],
    effects: [],
    trace: [],
    dataChanged: false,
  };
}

export const stateOf = ({ now, ...run }: Run, { version, process }: ProcessState): ProcessState => ({
  ...{ version, process, ...now },
  scopes: Object.fromEntries(run.scopes),
  executions: Object.fromEntries(run.executions),
  subscriptions: Object.fromEntries(run.subscriptions),
});

export function note(run: Run, element: string, event: TraceEntry['event']): void {
  run.trace.push({ at: run.at, element, event });
}

export function elementOf(run: Run, id: string): GraphElement {
  const element = run.graph.elements[id];
  if (!element) throw new DomainError('SERVICE_INVALID', `The model has no element "${id}"`);
  return element;
}

/** A name that nothing else of this case has or had. */
export function fresh(run: Run, element: string): string {
  const name = `${element}#${run.now.next}`;
  run.now.next += 1;
  return name;
}

export function scopeOf(run: Run, id: string): Scope {
  const scope = run.scopes.get(id);
  if (!scope) throw new DomainError('SERVICE_INVALID', `There is no scope "${id}" any more`);
  return scope;
}

export function changeScope(run: Run, id: string, changes: Partial<Scope>): void {
  run.scopes.set(id, { ...scopeOf(run, id), ...changes });
}

/** The process or sub-process instance that a scope is, or lies in. */
export function containerOf(run: Run, scope: string): string {
  let id = scope;
  for (let at = scopeOf(run, id); !at.isContainer && at.parent !== null; at = scopeOf(run, id)) id = at.parent;
  return id;
}

export function executionOf(run: Run, id: string): Execution {
  const execution = run.executions.get(id);
  if (!execution) throw new DomainError('SERVICE_INVALID', `There is no execution "${id}" any more`);
  return execution;
}

export function changeExecution(run: Run, id: string, changes: Partial<Execution>): void {
  run.executions.set(id, { ...executionOf(run, id), ...changes });
}

/** A token stays: the element is executed once. */
export function open(
  run: Run,
  execution: Omit<Execution, 'state'>,
  id: string = fresh(run, execution.element),
): string {
  run.executions.set(id, { ...execution, state: 'waiting' });
  return id;
}

/** The scope in which what an execution does is evaluated: its own where it has data, else the one it stands in. */
export const insideOf = (run: Run, execution: string): string =>
  run.scopes.has(execution) ? execution : executionOf(run, execution).scope;
