import { EMPTY, isEmpty, plus, replaceInner, without, write, writeToken, type Marking } from './marking';
import type { Variables } from './model';
import { on, type InclusiveJoin, type Net, type Transition } from './petri-net';

/** Where a case can come to rest: usually one marking; several where the order of inclusive joins decides. */
export interface Rest {
  readonly marking: Marking;
  readonly isTerminated: boolean;
}

export function settle(net: Net, marking: Marking, variables: Variables): Rest[] {
  const found = new Map<string, Rest>();
  search(net, { marking, isTerminated: false }, variables, found, new Set());
  return [...found.values()];
}

function search(net: Net, from: Rest, variables: Variables, found: Map<string, Rest>, seen: Set<string>): void {
  let rest = from;
  for (let next: Rest | undefined = rest; next; next = move(net, rest.marking, variables)) rest = next;
  const key = `${write(rest.marking)} ${rest.isTerminated}`;
  if (seen.has(key)) return;
  seen.add(key);
  const joined = join(net, rest.marking, variables);
  if (joined.length === 0) found.set(key, rest);
  for (const marking of joined) search(net, { marking, isTerminated: false }, variables, found, seen);
}

/** One transition anywhere, or the end of a sub-process in which no token is left. */
function move(net: Net, marking: Marking, variables: Variables): Rest | undefined {
  for (const transition of net.transitions) {
    const rest = without(
      marking,
      transition.take.map((flow) => writeToken(on(flow))),
    );
    if (!rest) continue;
    if (transition.node.kind === 'terminate') return { marking: EMPTY, isTerminated: true };
    return { marking: fire(net, transition, rest, variables), isTerminated: false };
  }
  for (const [index, inner] of marking.inner.entries()) {
    if (isEmpty(inner.marking)) {
      const ended = plus(replaceInner(marking, index), net.leave(inner.subprocess, variables));
      return { marking: ended, isTerminated: false };
    }
    const moved = move(net, inner.marking, variables);
    if (moved)
      return { marking: replaceInner(marking, index, { ...inner, marking: moved.marking }), isTerminated: false };
  }
  return undefined;
}

function fire(net: Net, { node }: Transition, rest: Marking, variables: Variables): Marking {
  const timers = net.boundaries(node.id).flatMap(({ id, kind }) => (kind === 'timer-boundary' ? [id] : []));
  switch (node.kind) {
    case 'user-task':
      return plus(rest, [{ is: 'waiting', at: node.id, timers }]);
    case 'timer':
      return plus(rest, [{ is: 'waiting', at: node.id, timers: [node.id] }]);
    case 'sub-process': {
      const inside = plus(EMPTY, net.begin(node.id));
      return { ...rest, inner: [...rest.inner, { subprocess: node.id, timers, marking: inside }] };
    }
    case 'end':
      return rest;
    default:
      return plus(rest, net.leave(node.id, variables));
  }
}

/** Every marking that one inclusive join makes that may go on. */
function join(net: Net, marking: Marking, variables: Variables): Marking[] {
  const here = net.joins.flatMap((inclusive) => {
    const full = inclusive.incoming.filter((flow) => marking.tokens.some((token) => isOn(token, flow)));
    if (full.length === 0 || isExpecting(net, inclusive, full, marking)) return [];
    const rest = without(
      marking,
      full.map((flow) => writeToken(on(flow))),
    );
    return rest ? [plus(rest, net.leave(inclusive.node.id, variables))] : [];
  });
  const inside = marking.inner.flatMap((inner, index) =>
    join(net, inner.marking, variables).map((moved) => replaceInner(marking, index, { ...inner, marking: moved })),
  );
  return [...here, ...inside];
}

const isOn = (token: Marking['tokens'][number], flow: string): boolean => token.is === 'on' && token.at === flow;

/**
 * BPMN 2.0, 13.4.3: there is a token from which a path leads to a flow that is empty, none of them through the gateway, while no
 * such path leads to a flow that is not.
 */
function isExpecting(net: Net, { node, incoming }: InclusiveJoin, full: readonly string[], marking: Marking): boolean {
  const inner = marking.inner.map(({ subprocess }) => ({ is: 'waiting' as const, at: subprocess, timers: [] }));
  return [...marking.tokens, ...inner]
    .filter((token) => !(token.is === 'on' && incoming.includes(token.at)) && token.at !== node.id)
    .some((token) => {
      const reached = net.reach(token, node.id);
      const isWanted = incoming.some((flow) => !full.includes(flow) && reached.has(flow));
      return isWanted && !full.some((flow) => reached.has(flow));
    });
}
