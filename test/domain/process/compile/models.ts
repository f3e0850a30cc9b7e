import { compileProcess, type CompileOptions } from '../../../../domain/process/compile';
import type { ElementOf, GraphElement, ProcessGraph } from '../../../../domain/process/graph';

/** A file with what stands inside of `definitions`. */
export const file = (content: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:tns="urn:test" xmlns:prepiska="urn:prepiska:bpmn:1" xmlns:z="http://camunda.org/schema/zeebe/1.0"
  xmlns:c7="http://camunda.org/schema/1.0/bpmn" id="Definitions" targetNamespace="urn:test" ${attributes}>${content}</definitions>`;

/** A file with one executable process. */
export const process = (content: string, beside = ''): string =>
  file(`<process id="P" isExecutable="true">${content}</process>${beside}`);

/** A process that consists of one element after the other, with flows between them. */
export const sequence = (elements: readonly string[], beside = ''): string => {
  const ids = elements.map((element) => / id="([^"]+)"/.exec(element)?.[1] ?? '');
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="to_${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`);
  return process([...elements, ...flows].join(''), beside);
};

/** A process of a start and this one element. */
export const only = (element: string, beside = ''): string => sequence(['<startEvent id="S"/>', element], beside);

export async function compile(xml: string, options?: CompileOptions): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(xml, [], options);
  if (!graph) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message.en}`).join('\n'));
  return graph;
}

export async function element<K extends GraphElement['kind']>(xml: string, id: string, kind: K): Promise<ElementOf<K>> {
  const found = (await compile(xml)).elements[id];
  if (found?.kind !== kind) throw new Error(`${id} is ${found?.kind ?? 'not there'}`);
  return found as ElementOf<K>;
}

/** The errors of a model that is refused, as `rule element`. */
export async function refused(xml: string, options?: CompileOptions): Promise<string[]> {
  const { graph, findings } = await compileProcess(xml, [], options);
  if (graph) throw new Error('it was not refused');
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, element }) => `${rule} ${element}`);
}

/** What an English reader is told. */
export const told = async (xml: string): Promise<string> =>
  (await compileProcess(xml, [])).findings.map(({ message }) => message.en).join('\n');
