import { child, children, parent, text, typeOf, type ModdleElement } from '../../moddle';
import { nodeOf, type Compilation } from './compilation';
import { nameOf } from './naming';
import type { Node, Outline } from './outline';
import { report } from './report';

/** The events that catch a link, by the place and name they are looked for under. */
export type Catchers = ReadonlyMap<string, readonly ModdleElement[]>;

const placeOf = (container: string, link: ModdleElement, event: ModdleElement): string =>
  `${container} ${text(link, 'name') ?? nameOf(event)}`;

export function catchersOf({ nodes }: Pick<Outline, 'nodes'>): Catchers {
  const catchers = new Map<string, ModdleElement[]>();
  for (const { element, container } of nodes.values()) {
    if (typeOf(element) !== 'IntermediateCatchEvent') continue;
    for (const link of linksOf(element)) {
      const place = placeOf(container, link, element);
      catchers.set(place, [...(catchers.get(place)?.slice(0, 1) ?? []), element]);
    }
  }
  return catchers;
}

/** The catching events a throwing one could lead to: of the same name, in the same process or sub-process (BPMN 2.0, 10.5.5). */
export const targetsOf = (catchers: Catchers, { element, container }: Node, link: ModdleElement): ModdleElement[] => {
  const aimed = child(link, 'target');
  const target = aimed && parent(aimed);
  return target ? [target] : [...(catchers.get(placeOf(container, link, element)) ?? [])];
};

export function linkTarget(
  compilation: Compilation,
  event: ModdleElement,
  link: ModdleElement,
  name: string,
): string | null {
  const node = nodeOf(compilation, event);
  const [target, another] = node ? targetsOf(compilation.catchers, node, link) : [];
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

export const linksOf = (event: ModdleElement): ModdleElement[] =>
  [...children(event, 'eventDefinitions'), ...children(event, 'eventDefinitionRef')].filter(
    (definition) => typeOf(definition) === 'LinkEventDefinition',
  );
