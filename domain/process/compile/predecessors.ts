import { child, typeOf } from '../../moddle';
import { linksOf, targetsOf, type Catchers } from './links';
import type { Outline } from './outline';

/** For each flow node the ones from which a token can step to it: along a flow, by a link, or from an activity to its boundary. */
export type Predecessors = ReadonlyMap<string, readonly string[]>;

export function predecessorsOf({ nodes, flows }: Outline, catchers: Catchers): Predecessors {
  const before = new Map<string, string[]>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from === undefined || to === undefined || nodes.get(from)?.container !== nodes.get(to)?.container) return;
    const known = before.get(to);
    if (known) known.push(from);
    else before.set(to, [from]);
  };
  for (const flow of flows) add(child(flow, 'sourceRef')?.id, child(flow, 'targetRef')?.id);
  for (const node of nodes.values()) {
    for (const boundary of node.boundaries) add(node.id, boundary);
    if (typeOf(node.element) !== 'IntermediateThrowEvent') continue;
    for (const link of linksOf(node.element))
      for (const target of targetsOf(catchers, node, link)) add(node.id, target.id);
  }
  return before;
}
