import fc from 'fast-check';

import type { ProcessEvent } from '../../../../domain/process/events';
import type { ProcessState } from '../../../../domain/process/state';
import { CODES } from './blocks';
import { pathTo, readInner, readToken } from './engine-marking';
import { writeInner } from './marking';
import type { ModelNode, Variables } from './model';
import type { Happening } from './naive';

export const AT = '2026-11-25T10:00:00Z';

/** Something that may happen; which token it happens to is told when the case stands somewhere. */
export interface Chance {
  readonly type: 'complete' | 'fail' | 'retry' | 'timer';
  readonly pick: number;
  readonly code: string;
  readonly variables: Partial<Variables>;
}

const value = fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 2 });

export const anyVariables: fc.Arbitrary<Variables> = fc.record({
  a: fc.nat({ max: 2 }),
  b: fc.nat({ max: 2 }),
  c: fc.nat({ max: 2 }),
});

export const anyChance: fc.Arbitrary<Chance> = fc.record({
  type: fc.constantFrom('complete', 'complete', 'complete', 'complete', 'fail', 'retry', 'timer'),
  pick: fc.nat({ max: 20 }),
  code: fc.constantFrom(...CODES),
  variables: fc.record({ a: value, b: value, c: value }).map(withoutHoles),
});

function withoutHoles(variables: Partial<Record<keyof Variables, number | undefined>>): Partial<Variables> {
  return Object.fromEntries(Object.entries(variables).filter(([, set]) => set !== undefined));
}

/** The same thing said to the engine and to the naive interpreter. Undefined where there is nothing it could happen to. */
export function aim(
  state: ProcessState,
  chance: Chance,
  nodes: ReadonlyMap<string, ModelNode>,
): { readonly event: ProcessEvent; readonly happening: Happening } | undefined {
  return chance.type === 'timer' ? aimTimer(state, chance.pick, nodes) : aimToken(state, chance, nodes);
}

function aimToken(state: ProcessState, { type, pick, code, variables }: Chance, nodes: ReadonlyMap<string, ModelNode>) {
  const wanted = type === 'retry' ? 'incident' : 'waiting';
  const fitting = Object.entries(state.executions).filter(
    ([, { element, state: is }]) => is === wanted && (type === 'retry' || nodes.get(element)?.kind === 'user-task'),
  );
  const [execution, { scope = '' } = {}] = fitting[pick % Math.max(1, fitting.length)] ?? [];
  if (execution === undefined) return undefined;
  const [path, token] = [pathTo(state, scope, nodes), readToken(state, execution, nodes)];
  if (type === 'fail') {
    const event = { type, at: AT, execution, code, message: 'no' } as const;
    return { event, happening: { type, path, token, code, variables: {} } as const };
  }
  const told = type === 'complete' ? 'complete' : 'retry';
  const event = { type: told, at: AT, execution, variables } as const;
  return { event, happening: { type: told, path, token, variables } as const };
}

function aimTimer(state: ProcessState, pick: number, nodes: ReadonlyMap<string, ModelNode>) {
  const running = Object.entries(state.subscriptions).filter(([, { dueAt }]) => dueAt !== undefined);
  const [timer, subscription] = running[pick % Math.max(1, running.length)] ?? [];
  if (timer === undefined || !subscription) return undefined;
  const { execution, element } = subscription;
  const path = pathTo(state, state.executions[execution]?.scope ?? '', nodes);
  const isInner = execution in state.scopes;
  const owner = isInner ? writeInner(readInner(state, execution, nodes)) : readToken(state, execution, nodes);
  const event = { type: 'timer', at: AT, timer } as const;
  return { event, happening: { type: 'timer', path, owner, timer: element, variables: {} } as const };
}
