import { attribute, child, text, type ModdleElement } from '../../moddle';
import type { ElementOf } from '../graph';
import { nodeOf, type Compilation } from './compilation';
import { report } from './report';

export type Common = Omit<ElementOf<'exclusive-gateway'>, 'kind'>;

/** What every element has: its name as drawn, its place, and its flows in document order. */
export function readCommon(compilation: Compilation, element: ModdleElement): Common {
  const node = nodeOf(compilation, element);
  const { id = '' } = element;
  const byDefault = child(element, 'default')?.id;
  refuseDefault(compilation, element, byDefault);
  return {
    id,
    name: text(element, 'name') ?? id,
    container: node?.container ?? null,
    incoming: node?.incoming ?? [],
    outgoing: node?.outgoing ?? [],
    ...(byDefault !== undefined && { default: byDefault }),
  };
}

/** A default flow belongs to its source, and only to one that chooses (BPMN 2.0, 10.3.1, 10.6). */
function refuseDefault(compilation: Compilation, element: ModdleElement, byDefault: string | undefined): void {
  if (byDefault !== undefined && !nodeOf(compilation, element)?.outgoing.includes(byDefault))
    report(compilation.findings, 'default-flow', element, {
      bg: `потокът по подразбиране „${byDefault}“ не излиза от него. Изберете един от изходящите му потоци.`,
      en: `the default flow "${byDefault}" does not leave it. Choose one of its outgoing flows.`,
    });
  if (byDefault === undefined && attribute(element, 'default') !== undefined)
    report(compilation.findings, 'default-flow', element, {
      bg: 'не може да има поток по подразбиране, защото не избира между потоците си. Махнете default.',
      en: 'it can have no default flow, as it does not choose between its flows. Remove default.',
    });
}
