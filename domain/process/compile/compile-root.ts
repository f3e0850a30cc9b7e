import type { Finding } from '../../finding';
import { child, typeOf, type ModdleElement } from '../../moddle';
import type { GraphElement, SequenceFlow } from '../graph';
import { readActivity } from './activities';
import type { Compilation, Surroundings } from './compilation';
import { refuseLists } from './constraints/flow-lists';
import { readProcess } from './containers';
import { readEvent } from './events';
import { readFlow } from './flows';
import { readGateway } from './gateways';
import { catchersOf } from './links';
import type { Outline } from './outline';
import { predecessorsOf } from './predecessors';
import { refuse } from './refusals';
import { report } from './report';

/** One process or global task, compiled. */
export interface Fragment {
  readonly id: string;
  readonly elements: readonly GraphElement[];
  readonly flows: readonly SequenceFlow[];
  readonly findings: Finding[];
  /** It cannot be executed, and nobody asked for that. */
  readonly isLeftOut?: boolean;
}

export function compileRoot(surroundings: Surroundings, outline: Outline): Fragment {
  const findings: Finding[] = [];
  const { root, nodes, flows } = outline;
  const sources = new Map(flows.map((flow) => [flow.id ?? '', child(flow, 'sourceRef')?.id ?? '']));
  const catchers = catchersOf(outline);
  const predecessors = predecessorsOf(outline, catchers);
  const compilation = { ...surroundings, findings, outline, sources, catchers, predecessors };
  const elements = [root, ...[...nodes.values()].map(({ element }) => element)].flatMap(
    (element) => readElement(compilation, element) ?? [],
  );
  const read = flows.map((flow) => readFlow(compilation, flow));
  refuse(findings, elements, read);
  refuseLists(findings, outline);
  return { id: root.id ?? '', elements, flows: read, findings };
}

function readElement(compilation: Compilation, element: ModdleElement): GraphElement | undefined {
  if (typeOf(element) === 'Process') return readProcess(compilation, element);
  const read =
    readEvent(compilation, element) ?? readGateway(compilation, element) ?? readActivity(compilation, element);
  if (!read)
    report(compilation.findings, 'element-executable', element, {
      bg: `елемент ${typeOf(element)} не може да бъде част от процес. Махнете го.`,
      en: `an element ${typeOf(element)} cannot be a part of a process. Remove it.`,
    });
  return read;
}
