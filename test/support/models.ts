/** BPMN XML, as short as a test wants to write it. */

export const NAMESPACES =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A file: the processes and what stands beside them (errors, messages, ...). */
export const definitions = (...content: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions ${NAMESPACES} id="definitions" targetNamespace="http://example.test">
${content.join('\n')}
</definitions>`;

export const processOf = (id: string, ...content: readonly string[]): string =>
  `<process id="${id}" isExecutable="true">\n${content.join('\n')}\n</process>`;

/** Any element: its attributes, and what is inside it. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`);
  return `<${tag}${written.join('')}>${content.join('')}</${tag}>`;
}

/** FEEL in an element of its own. */
export const feel = (tag: string, expression: string): string =>
  `<${tag} xsi:type="tFormalExpression">${escape(expression)}</${tag}>`;

export const flow = (id: string, source: string, target: string, condition?: string): string =>
  element(
    'sequenceFlow',
    { id, sourceRef: source, targetRef: target },
    ...(condition === undefined ? [] : [feel('conditionExpression', condition)]),
  );

/** Elements one after another, by id: flows `<from>-<to>` between them. */
export const chain = (...ids: readonly string[]): string =>
  ids
    .slice(1)
    .map((id, index) => flow(`${ids[index]}-${id}`, ids[index] as string, id))
    .join('\n');

interface Data {
  readonly id: string;
  readonly name: string;
}

/** An activity's data input, and what fills it. */
export const dataInput = ({ id, name, from }: Data & { readonly from: string }): string =>
  element(
    'ioSpecification',
    {},
    element('dataInput', { id, name }),
    element('inputSet', {}, element('dataInputRefs', {}, id)),
    element('outputSet', {}),
  ) + association('dataInputAssociation', from, id);

/** An activity's data output, and where it goes. */
export const dataOutput = ({ id, name, to }: Data & { readonly to: string }): string =>
  element(
    'ioSpecification',
    {},
    element('dataOutput', { id, name }),
    element('inputSet', {}),
    element('outputSet', {}, element('dataOutputRefs', {}, id)),
  ) + association('dataOutputAssociation', id, to);

/** The data input of a throwing event. */
export const thrownInput = ({ id, name, from }: Data & { readonly from: string }): string =>
  element('dataInput', { id, name }) + association('dataInputAssociation', from, id);

const association = (tag: string, from: string, to: string): string =>
  element(tag, {}, element('sourceRef', {}, from), element('targetRef', {}, to));

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
