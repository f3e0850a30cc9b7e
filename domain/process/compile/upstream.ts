import type { ModdleElement } from '../../moddle';
import type { Upstream } from '../graph';
import { nodeOf, type Compilation } from './compilation';
import type { Predecessors } from './predecessors';
import { report } from './report';

/**
 * By incoming flow, the elements from which a token can come along it without passing the gateway (BPMN 2.0, 13.4.3). A gateway that
 * joins nothing needs none.
 */
export function readUpstream(compilation: Compilation, gateway: ModdleElement): Upstream {
  const { findings, predecessors, sources, budget } = compilation;
  const { id, incoming } = nodeOf(compilation, gateway) ?? { id: '', incoming: [] };
  if (incoming.length < 2) return {};
  const upstream: Record<string, readonly string[]> = {};
  for (const flow of incoming) {
    if (budget.upstream < 0) break;
    const reached = allBefore(sources.get(flow), id, predecessors);
    budget.upstream -= reached.length;
    upstream[flow] = reached;
  }
  if (budget.upstream < 0)
    report(findings, 'model-size', gateway, {
      bg: 'събиращите портали с твърде много пътища пред тях са повече, отколкото могат да бъдат изчислени. Разделете модела на подпроцеси.',
      en: 'there are more joins, with more paths before them, than can be computed. Split the model into sub-processes.',
    });
  return upstream;
}

function allBefore(last: string | undefined, gateway: string, predecessors: Predecessors): string[] {
  if (last === undefined || last === gateway) return [];
  const reached = new Set([last]);
  for (const id of reached)
    for (const before of predecessors.get(id) ?? []) if (before !== gateway) reached.add(before);
  return [...reached];
}
