import { child, text, type ModdleElement } from '../../moddle';
import type { ElementOf } from '../graph';
import { nodeOf, type Compilation } from './compilation';
import { report } from './report';

export type Common = Omit<ElementOf<'exclusive-gateway'>, 'kind'>;

/** What every element has: its name as drawn, its place, and its flows in document order. */
export function readCommon(compilation: Compilation, element: ModdleElement): Common {
  const node = nodeOf(compilation, element);
  const { id = '' } = element;
  const byDefault = child(element, 'default')?.id;
  if (byDefault !== undefined && !node?.outgoing.includes(byDefault))
    report(compilation.findings, 'default-flow', element, {
      bg: `потокът по подразбиране „${byDefault}“ не излиза от него. Изберете един от изходящите му потоци.`,
      en: `the default flow "${byDefault}" does not leave it. Choose one of its outgoing flows.`,
    });
  return {
    id,
    name: text(element, 'name') ?? id,
    container: node?.container ?? null,
    incoming: node?.incoming ?? [],
    outgoing: node?.outgoing ?? [],
    ...(byDefault !== undefined && { default: byDefault }),
  };
}
