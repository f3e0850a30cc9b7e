import type { PublishedBundle } from '../catalogue/publish';
import type { CaseFile } from '../db/case-files';
import type { Incident } from '../db/incidents';
import { skipTargets } from '../domain/process/skip-targets';
import type { Text } from '../domain/text';

interface Bundles {
  /** Whose process it happened in: the service's, or the signature review's. */
  readonly own: PublishedBundle;
  readonly service: PublishedBundle;
}

export function toIncidentView(incident: Incident, { registrationNumber }: CaseFile, { own, service }: Bundles) {
  const { id, caseFileId, execution, element, code, message, raisedAt, resolvedAt } = incident;
  return {
    ...{ id, caseFileId, registrationNumber, serviceName: service.service.name },
    ...{ execution, element, elementName: nameOf(own, element), code, message },
    raisedAt: raisedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

export function toIncidentDetail(incident: Incident, caseFile: CaseFile, bundles: Bundles) {
  const targets = skipTargets(bundles.own.graph, incident.element);
  return {
    ...toIncidentView(incident, caseFile, bundles),
    targets: targets.map((element) => ({ element, name: nameOf(bundles.own, element) })),
  };
}

function nameOf({ elementNames, graph }: PublishedBundle, element: string): Text {
  const drawn = graph.elements[element]?.name ?? '';
  const name = elementNames[element] ?? { bg: drawn, en: drawn };
  return { bg: name.bg || element, en: name.en || element };
}
