import { children, flag, typeOf, type ModdleElement } from '../../moddle';
import type { ElementOf, Process } from '../graph';
import { readCommon } from './common';
import type { Compilation } from './compilation';
import { definitionsOf } from './definitions';
import { linksOf } from './links';
import { isHandler, type Node } from './outline';
import { report } from './report';

type ContainerParts = Pick<Process, 'starts' | 'eventSubprocesses'>;

const isStart = ({ element }: Node): boolean => typeOf(element) === 'StartEvent';
const isEventSubprocess = ({ element }: Node): boolean => flag(element, 'triggeredByEvent');

const nodesOf = ({ outline }: Compilation, container: ModdleElement): Node[] =>
  children(container, 'flowElements').flatMap(({ id = '' }) => outline.nodes.get(id) ?? []);

/** Where a token begins inside, and what waits there for an event. */
export function containerParts(compilation: Compilation, container: ModdleElement): ContainerParts {
  const nodes = nodesOf(compilation, container);
  return {
    starts: startsOf(container, nodes).map(({ id }) => id),
    eventSubprocesses: nodes.filter(isEventSubprocess).map(({ id }) => id),
  };
}

/** BPMN 2.0, 10.5.2: the none start events; where there is no start event at all, everything that nothing leads to. */
function startsOf(container: ModdleElement, nodes: readonly Node[]): Node[] {
  const events = nodes.filter(isStart);
  if (events.length > 0) return events.filter(({ element }) => definitionsOf(element).length === 0);
  const implicit = nodes.filter(startsByItself);
  const isProcess = typeOf(container) === 'Process';
  return isProcess && implicit.some(isTrigger) ? [] : implicit;
}

const startsByItself = (node: Node): boolean =>
  node.incoming.length === 0 &&
  !isHandler(node) &&
  !isEventSubprocess(node) &&
  typeOf(node.element) !== 'BoundaryEvent' &&
  !(typeOf(node.element) === 'IntermediateCatchEvent' && linksOf(node.element).length > 0);

/** What brings a process into being when something happens (BPMN 2.0, 13.2). */
export const isTrigger = ({ element, incoming }: Node): boolean =>
  incoming.length === 0 &&
  (typeOf(element) === 'StartEvent'
    ? definitionsOf(element).length > 0
    : /^(ReceiveTask|EventBasedGateway)$/.test(typeOf(element)) && flag(element, 'instantiate'));

/** A process as a container of what is drawn in it (BPMN 2.0, 10.2). */
export function readProcess(compilation: Compilation, process: ModdleElement): ElementOf<'process'> {
  return {
    ...readCommon(compilation, process),
    ...containerParts(compilation, process),
    kind: 'process',
    isExecutable: flag(process, 'isExecutable'),
    triggers: nodesOf(compilation, process)
      .filter(isTrigger)
      .map(({ id }) => id),
  };
}

/** The one event that starts an event sub-process (BPMN 2.0, 10.3.5). */
export function startOfEventSubprocess(compilation: Compilation, subprocess: ModdleElement): string {
  const [start, another] = nodesOf(compilation, subprocess).filter(isStart);
  if (!start || another || definitionsOf(start.element).length === 0)
    report(compilation.findings, 'event-sub-process', subprocess, {
      bg: 'подпроцесът по събитие трябва да има точно едно начално събитие, и то да чака нещо (съобщение, таймер, грешка…).',
      en: 'an event sub-process needs exactly one start event, and one that waits for something (a message, a timer, an error…).',
    });
  return start?.id ?? '';
}
