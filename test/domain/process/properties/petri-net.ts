import type { Model, ModelFlow, ModelNode, Variables } from './model';

/**
 * The model as places and transitions, from the meaning of BPMN and nothing of the engine. Places are the flows, and for what waits
 * its node; an inclusive join is no transition of a net: it is asked separately, over the whole marking.
 */
export interface Net {
  readonly nodes: ReadonlyMap<string, ModelNode>;
  readonly transitions: readonly Transition[];
  readonly joins: readonly InclusiveJoin[];
  /** By container: what is marked when it begins. */
  begin(container: string | null): readonly Token[];
  /** The flows out of a node, or the node itself where no way leads on. */
  leave(node: string, variables: Variables): readonly Token[];
  /** Flows by which a token at a place can come, passing any nodes but one. */
  reach(place: Token, without: string): ReadonlySet<string>;
  boundaries(node: string): readonly ModelNode[];
}

export interface Token {
  /** On a flow; waiting at a node; failed at it; or stuck at it, with no way on. */
  readonly is: 'on' | 'waiting' | 'failed' | 'stuck';
  readonly at: string;
  /** Timers that run for it. */
  readonly timers: readonly string[];
}

export interface Transition {
  readonly node: ModelNode;
  readonly take: readonly string[];
}

export interface InclusiveJoin {
  readonly node: ModelNode;
  readonly incoming: readonly string[];
}

export const on = (flow: string): Token => ({ is: 'on', at: flow, timers: [] });

export function compileNet({ nodes, flows }: Model): Net {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const incoming = (id: string): ModelFlow[] => flows.filter(({ target }) => target === id);
  const outgoing = (id: string): ModelFlow[] => flows.filter(({ source }) => source === id);
  const boundaries = (id: string): ModelNode[] => nodes.filter(({ attachedTo }) => attachedTo === id);
  const isJoin = ({ id, kind }: ModelNode): boolean => kind === 'inclusive' && incoming(id).length > 1;

  /** From a flow: every flow that can be taken after it. */
  function follow(flow: ModelFlow, without: string, seen: Set<string>): void {
    if (seen.has(flow.id)) return;
    seen.add(flow.id);
    if (flow.target !== without) for (const next of waysFrom(flow.target)) follow(next, without, seen);
  }
  const waysFrom = (node: string): ModelFlow[] => [
    ...outgoing(node),
    ...boundaries(node).flatMap(({ id }) => outgoing(id)),
  ];

  return {
    nodes: byId,
    boundaries,
    transitions: nodes.flatMap((node) => (isJoin(node) ? [] : transitionsOf(node, incoming(node.id)))),
    joins: nodes.filter(isJoin).map((node) => ({ node, incoming: incoming(node.id).map(({ id }) => id) })),
    begin: (container) =>
      nodes
        .filter((node) => node.kind === 'start' && node.container === container)
        .flatMap(({ id }) => outgoing(id).map((flow) => on(flow.id))),
    leave(id, variables) {
      const taken = choose(byId.get(id) as ModelNode, outgoing(id), variables);
      return taken.length > 0 ? taken.map((flow) => on(flow.id)) : [{ is: 'stuck', at: id, timers: [] }];
    },
    reach(token, without) {
      const seen = new Set<string>();
      const first = token.is === 'on' ? flows.filter(({ id }) => id === token.at) : waysFrom(token.at);
      for (const flow of first) follow(flow, without, seen);
      return seen;
    },
  };
}

/** A parallel gateway takes one token of each flow; anything else one of any. */
function transitionsOf(node: ModelNode, incoming: readonly ModelFlow[]): Transition[] {
  const ids = incoming.map(({ id }) => id);
  if (ids.length === 0) return [];
  return node.kind === 'parallel' ? [{ node, take: ids }] : ids.map((id) => ({ node, take: [id] }));
}

function choose(node: ModelNode, outgoing: readonly ModelFlow[], variables: Variables): ModelFlow[] {
  const holds = ({ condition }: ModelFlow): boolean => !condition || variables[condition.variable] === condition.is;
  const byDefault = outgoing.filter(({ id }) => id === node.default);
  const others = outgoing.filter(({ id }) => id !== node.default);
  const holding = others.filter(holds);
  if (node.kind === 'exclusive') return [...holding, ...byDefault].slice(0, 1);
  return others.some((flow) => flow.condition && holds(flow)) ? holding : [...holding, ...byDefault];
}
