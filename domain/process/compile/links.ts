import { child, children, parent, text, typeOf, type ModdleElement } from '../../moddle';
import { nodeOf, type Compilation } from './compilation';
import { nameOf } from './correlation';
import { report } from './report';

/** The catching event that a throwing link leads to: of the same name, in the same process or sub-process (BPMN 2.0, 10.5.5). */
export function linkTarget(
  compilation: Compilation,
  event: ModdleElement,
  definition: ModdleElement,
  name: string,
): string | null {
  const aimed = child(definition, 'target');
  const [target, another] = aimed ? [parent(aimed)] : catchersOf(compilation, event, name);
  if (target?.id !== undefined && !another) return target.id;
  report(compilation.findings, 'link-target', event, {
    bg: another
      ? `връзката „${name}“ води към няколко приемащи събития. Оставете едно.`
      : `няма приемащо събитие за връзката „${name}“ в същия процес. Добавете го или я преименувайте.`,
    en: another
      ? `the link "${name}" leads to several catching events. Keep one.`
      : `no catching event is there for the link "${name}" in the same process. Add it, or rename the link.`,
  });
  return null;
}

function catchersOf(compilation: Compilation, event: ModdleElement, name: string): ModdleElement[] {
  const container = nodeOf(compilation, event)?.container;
  return [...compilation.outline.nodes.values()]
    .filter((node) => node.container === container && typeOf(node.element) === 'IntermediateCatchEvent')
    .map(({ element }) => element)
    .filter((element) => linksOf(element).some((link) => (text(link, 'name') ?? nameOf(element)) === name));
}

export const linksOf = (event: ModdleElement): ModdleElement[] =>
  [...children(event, 'eventDefinitions'), ...children(event, 'eventDefinitionRef')].filter(
    (definition) => typeOf(definition) === 'LinkEventDefinition',
  );
