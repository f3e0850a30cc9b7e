import { isActivity } from '../../domain/process/activity';
import { warning, type Rule } from './rule';

/** An element no token can come to is a slip of the pen. */
export const elementReachable: Rule = ({ graph }) => {
  const reached = new Set<string>();
  const waiting = [graph.start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const element = graph.elements[id];
    if (!element || reached.has(id)) continue;
    reached.add(id);
    waiting.push(...element.outgoing.map((flow) => graph.flows[flow]?.target ?? ''));
    if (isActivity(element)) waiting.push(...element.boundaries);
  }
  return Object.values(graph.elements)
    .filter(({ id }) => !reached.has(id))
    .map(({ id, name }) =>
      warning('element-reachable', id, {
        bg: `До „${name}“ не води никой път. Свържете елемента или го махнете.`,
        en: `No path leads to "${name}". Connect the element or remove it.`,
      }),
    );
};
