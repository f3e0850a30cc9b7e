import { definitions, element, feel, flow, processOf } from '../../../support/models';
import { CODES } from './blocks';
import type { Condition, Model, ModelNode } from './model';

/** The model as a BPMN file. */
export const toBpmn = (model: Model): string =>
  definitions(
    ...CODES.map((code) => element('error', { id: code, errorCode: code })),
    processOf('Process', ...inside(model, null)),
  );

function inside(model: Model, container: string | null): string[] {
  const nodes = model.nodes.filter((node) => node.container === container);
  const ids = new Set(nodes.map(({ id }) => id));
  const flows = model.flows.filter(({ source }) => ids.has(source));
  return [
    ...nodes.map((node) => toElement(model, node)),
    ...flows.map(({ id, source, target, condition }) => flow(id, source, target, condition && inFeel(condition))),
  ];
}

const inFeel = ({ variable, is }: Condition): string => `${variable} = ${is}`;

const TAGS = {
  start: 'startEvent',
  end: 'endEvent',
  terminate: 'endEvent',
  'user-task': 'userTask',
  task: 'task',
  timer: 'intermediateCatchEvent',
  exclusive: 'exclusiveGateway',
  parallel: 'parallelGateway',
  inclusive: 'inclusiveGateway',
  'sub-process': 'subProcess',
  'error-boundary': 'boundaryEvent',
  'timer-boundary': 'boundaryEvent',
} as const;

function toElement(model: Model, node: ModelNode): string {
  const attributes = {
    id: node.id,
    default: node.default,
    attachedToRef: node.attachedTo,
    cancelActivity: node.interrupting,
  };
  return element(TAGS[node.kind], attributes, ...contentOf(model, node));
}

function contentOf(model: Model, { id, kind, code }: ModelNode): string[] {
  const timer = element('timerEventDefinition', { id: `${id}-timer` }, feel('timeDuration', 'PT1H'));
  if (kind === 'timer' || kind === 'timer-boundary') return [timer];
  if (kind === 'terminate') return [element('terminateEventDefinition', { id: `${id}-terminate` })];
  if (kind === 'error-boundary')
    return [element('errorEventDefinition', { id: `${id}-error`, errorRef: code ?? undefined })];
  return kind === 'sub-process' ? inside(model, id) : [];
}
