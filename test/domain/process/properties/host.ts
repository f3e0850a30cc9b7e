import type { Effect, ProcessEvent } from '../../../../domain/process/events';
import type { ProcessGraph } from '../../../../domain/process/graph';
import type { ProcessState } from '../../../../domain/process/state';

/** What a host knows of a case by its effects alone: what is open outside. */
export interface Host {
  readonly workItems: ReadonlySet<string>;
  readonly timers: ReadonlyMap<string, string>;
  readonly ends: number;
}

export const NEW_HOST: Host = { workItems: new Set(), timers: new Map(), ends: 0 };

export function carryOut({ workItems, timers, ends }: Host, event: ProcessEvent, effects: readonly Effect[]): Host {
  const [items, running] = [new Set(workItems), new Map(timers)];
  let ended = ends;
  if (event.type === 'timer') running.delete(event.timer);
  for (const effect of effects) {
    if (effect.type === 'open-work-item') items.add(effect.execution);
    if (effect.type === 'withdraw-work-item') items.delete(effect.execution);
    if (effect.type === 'set-timer') running.set(effect.timer, effect.dueAt);
    if (effect.type === 'cancel-timer') running.delete(effect.timer);
    if (effect.type === 'end') ended += 1;
  }
  return { workItems: items, timers: running, ends: ended };
}

/** What must hold of every state, and of the host beside it. */
export function checkConsistency(graph: ProcessGraph, state: ProcessState, host: Host): void {
  for (const [id, { scope, of }] of Object.entries(state.executions)) {
    if (!(scope in state.scopes)) throw new Error(`${id} stands in the scope "${scope}", which is no more`);
    if (of !== undefined && !(of in state.executions))
      throw new Error(`${id} is an instance of ${of}, which is no more`);
  }
  for (const [id, { execution }] of Object.entries(state.subscriptions))
    if (!(execution in state.executions) && !(execution in state.scopes))
      throw new Error(`${id} listens on behalf of ${execution}, which is no more`);
  for (const [id, { parent }] of Object.entries(state.scopes))
    if (parent !== null && !(parent in state.scopes))
      throw new Error(`The scope ${id} lies in ${parent}, which is no more`);
  const due = Object.entries(state.subscriptions).flatMap(([id, { dueAt }]) =>
    dueAt === undefined ? [] : [[id, dueAt]],
  );
  expect(Object.fromEntries(host.timers)).toEqual(Object.fromEntries(due));
  const isOver = state.status !== 'running' && state.status !== 'ready';
  expect(host.ends).toBe(isOver ? 1 : 0);
  if (isOver) expect([state.executions, state.subscriptions]).toEqual([{}, {}]);
  for (const id of waitingWork(graph, state))
    if (!host.workItems.has(id)) throw new Error(`${id} waits, but nobody was asked or the work item was withdrawn`);
}

const waitingWork = (graph: ProcessGraph, state: ProcessState): string[] =>
  Object.entries(state.executions).flatMap(([id, { element, state: is, stage, loop, compensating }]) =>
    graph.elements[element]?.kind === 'user-task' && is === 'waiting' && stage !== 'read' && !loop && !compensating
      ? [id]
      : [],
  );
