import { children, child, text, type ModdleElement } from '../domain/moddle';
import { bpmnReader } from '../domain/process/compile/bpmn-reader';
import type { ProcessGraph } from '../domain/process/graph';
import type { Text } from '../domain/text';

/** Names of elements: Bulgarian as drawn, English from `<prepiska:name lang="en">`, else as drawn. */
export async function readElementNames(xml: string, graph: ProcessGraph): Promise<Record<string, Text>> {
  const { rootElement } = await bpmnReader().fromXML(xml);
  const english = new Map<string, string>();
  const read = (container: ModdleElement): void => {
    for (const element of children(container, 'flowElements')) {
      const names = children(child(element, 'extensionElements'), 'values').filter(
        ({ $type }) => $type === 'prepiska:Name',
      );
      const en = text(
        names.find(({ lang }) => lang === 'en'),
        'body',
      );
      if (element.id && en) english.set(element.id, en);
      read(element);
    }
  };
  children(rootElement, 'rootElements').forEach(read);
  return Object.fromEntries(
    Object.values(graph.elements)
      .filter(({ kind }) => kind !== 'process')
      .map(({ id, name }) => [id, { bg: name, en: english.get(id) ?? name }] as const),
  );
}
