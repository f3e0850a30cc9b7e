import type { Finding } from '../../finding';
import { child, children, flag, typeOf, type ModdleElement } from '../../moddle';
import type { Model } from './read';
import { report } from './report';

/** A flow node, and what is attached to it, by ids. */
export interface Node {
  readonly id: string;
  readonly element: ModdleElement;
  /** Its process or sub-process. */
  readonly container: string;
  readonly incoming: string[];
  readonly outgoing: string[];
  readonly boundaries: string[];
  /** Activities that undo it, by the associations of its boundary events. */
  readonly handlers: string[];
}

/** A process or global task, with all that is drawn in it. */
export interface Outline {
  readonly root: ModdleElement;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: readonly ModdleElement[];
}

const MOST_ELEMENTS = 10_000;

const CALLABLE = /^(Process|GlobalTask|Global(User|Manual|Script|BusinessRule)Task)$/;
const NO_NODE = /^(SequenceFlow|Data\w+)$/;

/** What of a file can be executed, root by root. Undefined when it is too much. */
export function outlineOf({ definitions, ids }: Model, findings: Finding[]): readonly Outline[] | undefined {
  const all = children(definitions, 'rootElements');
  const roots = all.filter((root) => CALLABLE.test(typeOf(root)));
  const collaborations = all.filter((root) => typeOf(root) === 'Collaboration');
  const name = nameless(ids);
  const outlines = roots.map((root) => outline(name(root, undefined), collaborations, name));
  const total = outlines.reduce((sum, { nodes, flows }) => sum + nodes.size + flows.length, 0);
  if (total <= MOST_ELEMENTS) return outlines;
  report(findings, 'model-size', undefined, {
    bg: `Моделът има ${total} елемента; най-много могат да бъдат ${MOST_ELEMENTS}. Разделете го на няколко процеса в отделни файлове.`,
    en: `The model has ${total} elements; there may be ${MOST_ELEMENTS} at most. Split it into processes in files of their own.`,
  });
  return undefined;
}

type Name = (element: ModdleElement, container: string | undefined) => ModdleElement & { readonly id: string };

/** An id is optional in BPMN: an element without one gets one that is the same each time. */
function nameless(ids: ReadonlyMap<string, ModdleElement>): Name {
  const given = new Set(ids.keys());
  const counts = new Map<string, number>();
  return (element, container) => {
    if (element.id !== undefined && element.id !== '') return element as ModdleElement & { id: string };
    const base = [container, typeOf(element)].filter(Boolean).join('_');
    let count = (counts.get(base) ?? 0) + 1;
    while (given.has(`${base}_${count}`)) count++;
    counts.set(base, count);
    const id = `${base}_${count}`;
    return Object.assign(element as ModdleElement & { id: string }, { id });
  };
}

function outline(
  root: ModdleElement & { readonly id: string },
  collaborations: readonly ModdleElement[],
  name: Name,
): Outline {
  const nodes = new Map<string, Node>();
  const flows: ModdleElement[] = [];
  const visit = (container: ModdleElement & { readonly id: string }): void => {
    for (const element of children(container, 'flowElements')) {
      const named = name(element, container.id);
      const { id } = named;
      if (typeOf(element) === 'SequenceFlow') flows.push(element);
      if (NO_NODE.test(typeOf(element))) continue;
      const own = { incoming: [], outgoing: [], boundaries: [], handlers: [] };
      if (!nodes.has(id)) nodes.set(id, { id, element, container: container.id, ...own });
      if (Array.isArray(element['flowElements'])) visit(named);
    }
  };
  visit(root);
  connect(nodes, flows);
  associate([...collaborations, root], nodes);
  return { root, nodes, flows };
}

const at = (nodes: ReadonlyMap<string, Node>, element: ModdleElement, reference: string): Node | undefined =>
  nodes.get(child(element, reference)?.id ?? '');

/** Flows and boundary events, in document order. */
function connect(nodes: ReadonlyMap<string, Node>, flows: readonly ModdleElement[]): void {
  for (const flow of flows) {
    at(nodes, flow, 'sourceRef')?.outgoing.push(flow.id ?? '');
    at(nodes, flow, 'targetRef')?.incoming.push(flow.id ?? '');
  }
  for (const { id, element } of nodes.values()) at(nodes, element, 'attachedToRef')?.boundaries.push(id);
}

/** BPMN 2.0, 10.7.2: an association leads from a compensation boundary event to the activity that undoes. */
function associate(roots: readonly ModdleElement[], nodes: ReadonlyMap<string, Node>): void {
  for (const artifacts of [...roots, ...[...nodes.values()].map(({ element }) => element)])
    for (const association of children(artifacts, 'artifacts')) {
      const ends = [at(nodes, association, 'sourceRef'), at(nodes, association, 'targetRef')];
      const boundary = ends.find((node) => node && isCompensationBoundary(node.element));
      const handler = ends.find((node) => node && node !== boundary && isActivityType(node.element));
      const activity = boundary && at(nodes, boundary.element, 'attachedToRef');
      if (activity && handler) activity.handlers.push(handler.id);
    }
}

export const isCompensationBoundary = (element: ModdleElement): boolean =>
  typeOf(element) === 'BoundaryEvent' &&
  [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')].some(
    (definition) => typeOf(definition) === 'CompensateEventDefinition',
  );

export const isActivityType = (element: ModdleElement): boolean =>
  /(Task|SubProcess|CallActivity|Transaction)$/.test(typeOf(element));

export const isHandler = ({ element }: Node): boolean => flag(element, 'isForCompensation');
