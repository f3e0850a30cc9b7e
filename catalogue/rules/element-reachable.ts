import { isActivity, isSubProcess, type GraphElement, type ProcessGraph } from '../../domain/process/graph';
import { warning, type Rule } from './rule';

/** An element no token can come to is a slip of the pen. */
export const elementReachable: Rule = ({ graph }) => {
  const reached = new Set<string>();
  const waiting = Object.values(graph.elements).flatMap(({ id, container }) => (container === null ? [id] : []));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const element = graph.elements[id];
    if (!element || reached.has(id)) continue;
    reached.add(id);
    waiting.push(...nextOf(graph, element));
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

/** Where a token can be next, or that begins with the element. */
function nextOf(graph: ProcessGraph, element: GraphElement): string[] {
  const next = element.outgoing.map((flow) => graph.flows[flow]?.target ?? '');
  if (element.kind === 'process') next.push(...element.triggers);
  if (element.kind === 'process' || isSubProcess(element)) next.push(...element.starts, ...element.eventSubprocesses);
  if (element.kind === 'event-sub-process') next.push(element.start);
  if (isActivity(element)) next.push(...element.boundaries, element.compensatedBy ?? '');
  if (element.kind === 'intermediate-throw-event')
    for (const definition of element.definitions) if (definition.type === 'link') next.push(definition.target ?? '');
  return next;
}
