import { BpmnModdle } from 'bpmn-moddle';

import { compileDecisions } from '../decision/compile';
import type { Finding } from '../finding';
import { child, children, expression, isElement, text, type ModdleElement } from '../moddle';
import type { GraphElement, Mapping, ProcessGraph, SequenceFlow, Timer } from './graph';
import { PREPISKA_EXTENSION } from './extension';

export interface Compiled {
  /** Absent when a finding is an error. */
  readonly graph?: ProcessGraph;
  readonly findings: Finding[];
}

/**
 * From BPMN XML to the graph that `step` runs, once, at publication. What the engine does not execute is an error that names the
 * element: a model is understood completely or refused.
 */
export async function compileProcess(xml: string, decisionFiles: readonly string[]): Promise<Compiled> {
  const { decisions, findings } = await compileDecisions(decisionFiles);
  const process = await readProcess(xml, findings);
  if (!process) return { findings };
  const flows = Object.fromEntries(
    ofType(process, 'bpmn:SequenceFlow').map((flow) => [flow.id, toFlow(flow)] as const),
  );
  const elements: Record<string, GraphElement> = {};
  for (const element of children(process, 'flowElements')) {
    if (element.$type === 'bpmn:SequenceFlow' || /^bpmn:Data/.test(element.$type)) continue;
    const compiled = toElement(element, process);
    if (typeof compiled === 'string') findings.push(finding('element-executable', element, compiled));
    else elements[compiled.id] = compiled;
  }
  const starts = Object.values(elements).filter(({ kind }) => kind === 'start-event');
  const [start] = starts;
  if (!start || starts.length > 1)
    findings.push(finding('one-start-event', process, 'the process needs exactly one none start event'));
  if (!start || findings.some(({ severity }) => severity === 'error')) return { findings };
  return { findings, graph: { format: 1, process: process.id ?? '', elements, flows, start: start.id, decisions } };
}

async function readProcess(xml: string, findings: Finding[]): Promise<ModdleElement | undefined> {
  try {
    const { rootElement, warnings } = await new BpmnModdle({ prepiska: PREPISKA_EXTENSION }).fromXML(xml);
    for (const { message } of warnings) findings.push(finding('bpmn-readable', undefined, message));
    const processes = children(rootElement, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
    const process = processes.find(({ isExecutable }) => isExecutable === true) ?? processes[0];
    if (!process) findings.push(finding('bpmn-readable', undefined, 'the file holds no process'));
    return process;
  } catch (error) {
    findings.push(finding('bpmn-readable', undefined, error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

const ofType = (process: ModdleElement, type: string) =>
  children(process, 'flowElements').filter(({ $type }) => $type === type);

const reference = (element: ModdleElement, property: string): string => {
  const value = element[property];
  return isElement(value) ? (value.id ?? '') : '';
};

function toFlow(flow: ModdleElement): SequenceFlow {
  const condition = expression(flow, 'conditionExpression');
  return {
    id: flow.id ?? '',
    source: reference(flow, 'sourceRef'),
    target: reference(flow, 'targetRef'),
    ...(condition !== undefined && { condition }),
  };
}

/** The element, or in words why we cannot execute it. */
function toElement(element: ModdleElement, process: ModdleElement): GraphElement | string {
  const id = element.id ?? '';
  const byDefault = reference(element, 'default');
  const common = {
    id,
    name: element.name ?? id,
    incoming: ofType(process, 'bpmn:SequenceFlow')
      .filter((flow) => reference(flow, 'targetRef') === id)
      .map((flow) => flow.id ?? ''),
    outgoing: ofType(process, 'bpmn:SequenceFlow')
      .filter((flow) => reference(flow, 'sourceRef') === id)
      .map((flow) => flow.id ?? ''),
    ...(byDefault && { default: byDefault }),
  };
  switch (element.$type) {
    case 'bpmn:StartEvent':
      return children(element, 'eventDefinitions').length === 0
        ? { ...common, kind: 'start-event' }
        : 'only a none start event is executed';
    case 'bpmn:EndEvent':
      return toEndEvent(element, common);
    case 'bpmn:ExclusiveGateway':
      return { ...common, kind: 'exclusive-gateway' };
    case 'bpmn:ParallelGateway':
      return { ...common, kind: 'parallel-gateway' };
    case 'bpmn:IntermediateCatchEvent': {
      const timer = toTimer(element);
      return timer ? { ...common, kind: 'timer-catch-event', timer } : 'only timers with a duration or date are caught';
    }
    case 'bpmn:BoundaryEvent':
      return toBoundaryEvent(element, common);
    default:
      return toActivity(element, process, common);
  }
}

type CommonParts = Pick<GraphElement, 'id' | 'name' | 'incoming' | 'outgoing'>;

const definition = (element: ModdleElement, type: string) =>
  children(element, 'eventDefinitions').find(({ $type }) => $type === type);

function toEndEvent(element: ModdleElement, common: CommonParts): GraphElement | string {
  if (children(element, 'eventDefinitions').length === 0) return { ...common, kind: 'end-event', result: 'none' };
  if (definition(element, 'bpmn:TerminateEventDefinition'))
    return { ...common, kind: 'end-event', result: 'terminate' };
  const error = definition(element, 'bpmn:ErrorEventDefinition');
  const code = text(child(error, 'errorRef'), 'errorCode');
  return code
    ? { ...common, kind: 'end-event', result: { error: code } }
    : 'only none, terminate and error (with a code) end events are executed';
}

function toBoundaryEvent(element: ModdleElement, common: CommonParts): GraphElement | string {
  const attachedTo = reference(element, 'attachedToRef');
  const error = definition(element, 'bpmn:ErrorEventDefinition');
  if (error)
    return {
      ...common,
      kind: 'error-boundary-event',
      attachedTo,
      code: text(child(error, 'errorRef'), 'errorCode') ?? null,
    };
  const timer = toTimer(element);
  if (!timer) return 'only timers with a duration or date, and errors, are caught on a boundary';
  return { ...common, kind: 'timer-boundary-event', attachedTo, timer, interrupting: element.cancelActivity !== false };
}

function toTimer(element: ModdleElement): Timer | undefined {
  const timer = definition(element, 'bpmn:TimerEventDefinition');
  for (const kind of ['duration', 'date'] as const) {
    const body = text(child(timer, kind === 'duration' ? 'timeDuration' : 'timeDate'), 'body');
    if (body) return { kind, value: body.startsWith('=') ? { expression: body.slice(1).trim() } : body };
  }
  return undefined;
}

const PASS_THROUGH = new Set(['bpmn:Task', 'bpmn:ManualTask']);

function toActivity(element: ModdleElement, process: ModdleElement, common: CommonParts): GraphElement | string {
  if (child(element, 'loopCharacteristics')) return 'loops and multi-instance are not executed yet';
  const extensions = children(child(element, 'extensionElements'), 'values');
  const mappings = (type: string): Mapping[] =>
    extensions
      .filter(({ $type }) => $type === `prepiska:${type}`)
      .map((mapping) => ({ name: mapping.name ?? '', expression: text(mapping, 'expression') ?? 'null' }));
  const activity = {
    ...common,
    inputs: mappings('Input'),
    outputs: mappings('Output'),
    boundaries: ofType(process, 'bpmn:BoundaryEvent')
      .filter((event) => reference(event, 'attachedToRef') === common.id)
      .map((event) => event.id ?? ''),
  };
  const own = (name: string) => text(element, `prepiska:${name}`) ?? text(element, name);
  const { $type } = element;
  if (PASS_THROUGH.has($type)) return { ...activity, kind: 'pass-through-task' };
  if ($type === 'bpmn:ServiceTask' || $type === 'bpmn:SendTask')
    return { ...activity, kind: 'service-task', operation: own('operation') ?? '' };
  if ($type === 'bpmn:UserTask')
    return { ...activity, kind: 'user-task', form: own('form') ?? '', candidates: candidatesOf(element) };
  if ($type === 'bpmn:BusinessRuleTask')
    return { ...activity, kind: 'business-rule-task', decision: own('decision') ?? '', result: own('result') ?? null };
  if ($type === 'bpmn:ScriptTask')
    return {
      ...activity,
      kind: 'script-task',
      script: text(element, 'script') ?? 'null',
      result: own('result') ?? null,
    };
  return `${$type.replace('bpmn:', '')} is not executed yet`;
}

/** Who may act: the standard's potential owner. Nothing given is an empty list, which the linter refuses. */
function candidatesOf(task: ModdleElement): string {
  const owner = children(task, 'resources').find(({ $type }) => $type === 'bpmn:PotentialOwner');
  return expression(child(owner, 'resourceAssignmentExpression'), 'expression') ?? '[]';
}

function finding(rule: string, element: ModdleElement | undefined, reason: string): Finding {
  const name = element ? `„${element.name ?? element.id}“: ` : '';
  return {
    rule,
    element: element?.id ?? null,
    severity: 'error',
    message: {
      bg: `Моделът не може да бъде изпълнен. ${name}${reason}`,
      en: `The model cannot be executed. ${name}${reason}`,
    },
  };
}
