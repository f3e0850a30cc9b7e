import { child, text, typeOf } from '../../moddle';
import { nameOf } from './correlation';
import { linksOf } from './links';
import type { Outline } from './outline';

/** For each flow node the ones from which a token can step to it: along a flow, by a link, or from an activity to its boundary. */
export type Predecessors = ReadonlyMap<string, readonly string[]>;

export function predecessorsOf({ nodes, flows }: Outline): Predecessors {
  const before = new Map<string, string[]>();
  const add = (from: string | undefined, to: string | undefined): void => {
    if (from === undefined || to === undefined || nodes.get(from)?.container !== nodes.get(to)?.container) return;
    const known = before.get(to);
    if (known) known.push(from);
    else before.set(to, [from]);
  };
  for (const flow of flows) add(child(flow, 'sourceRef')?.id, child(flow, 'targetRef')?.id);
  for (const { id, boundaries } of nodes.values()) for (const boundary of boundaries) add(id, boundary);
  for (const [from, to] of linkedPairs(nodes)) add(from, to);
  return before;
}

function* linkedPairs(nodes: Outline['nodes']): Iterable<readonly [string, string]> {
  const throwers = new Map<string, string[]>();
  const links = [...nodes.values()].flatMap((node) =>
    linksOf(node.element).map((link) => {
      const place = `${node.container} ${text(link, 'name') ?? nameOf(node.element)}`;
      return { id: node.id, place, throws: typeOf(node.element) === 'IntermediateThrowEvent' };
    }),
  );
  for (const { id, place, throws } of links) if (throws) throwers.set(place, [...(throwers.get(place) ?? []), id]);
  for (const { id, place, throws } of links)
    if (!throws) for (const from of throwers.get(place) ?? []) yield [from, id];
}
