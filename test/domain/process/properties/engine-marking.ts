import type { ProcessState } from '../../../../domain/process/state';
import { write, writeInner, type Inner, type Marking } from './marking';
import type { ModelNode } from './model';
import type { Token } from './petri-net';

/** The engine's state, read as a marking. */
export function readMarking(state: ProcessState, scope: string, nodes: ReadonlyMap<string, ModelNode>): Marking {
  const executions = Object.keys(state.executions).filter((id) => state.executions[id]?.scope === scope);
  const arrived = Object.values(state.scopes[scope]?.arrived ?? {}).flat();
  return {
    tokens: [
      ...executions.filter((id) => !state.scopes[id]).map((id) => readToken(state, id, nodes)),
      ...arrived.map((flow): Token => ({ is: 'on', at: flow, timers: [] })),
    ],
    inner: executions.filter((id) => state.scopes[id]).map((id) => readInner(state, id, nodes)),
  };
}

export function readToken(state: ProcessState, id: string, nodes: ReadonlyMap<string, ModelNode>): Token {
  const { element = '', state: condition, stage } = state.executions[id] ?? {};
  const isWork = nodes.get(element)?.kind === 'user-task';
  const is = condition === 'waiting' ? 'waiting' : isWork && stage !== 'leave' ? 'failed' : 'stuck';
  return { is, at: element, timers: timersOf(state, id) };
}

export const readInner = (state: ProcessState, id: string, nodes: ReadonlyMap<string, ModelNode>): Inner => ({
  subprocess: state.executions[id]?.element ?? '',
  timers: timersOf(state, id),
  marking: readMarking(state, id, nodes),
});

const timersOf = (state: ProcessState, execution: string): string[] =>
  Object.values(state.subscriptions).flatMap((subscription) =>
    subscription.execution === execution && subscription.dueAt !== undefined ? [subscription.element] : [],
  );

/** The sub-processes around a scope, from the outside in, as written. */
export function pathTo(state: ProcessState, scope: string, nodes: ReadonlyMap<string, ModelNode>): string[] {
  const parent = state.scopes[scope]?.parent ?? null;
  if (parent === null) return [];
  return [...pathTo(state, parent, nodes), writeInner(readInner(state, scope, nodes))];
}

export const writeState = (state: ProcessState, nodes: ReadonlyMap<string, ModelNode>): string =>
  `${state.status} ${state.status === 'running' ? write(readMarking(state, '', nodes)) : ''}`.trim();
