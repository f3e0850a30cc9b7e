import type { CaseFile } from '../db/case-files';
import type { DocumentSummary } from '../db/documents';
import type { RecordedEntry } from '../db/journal';
import type { WorkItem } from '../db/work-items';
import { toHistory, type ElementNames } from './history';
import type { PublishedBundle } from '../catalogue/publish';
import type { Verdict } from '../domain/receipt';

/** Rows of the database as the API shows them. */

export function toCaseFileView(caseFile: CaseFile, { service }: PublishedBundle) {
  return {
    id: caseFile.id,
    service: caseFile.serviceId,
    serviceName: service.name,
    registrationNumber: caseFile.registrationNumber,
    applicantName: caseFile.application.applicant.name,
    status: caseFile.status,
    outcome: caseFile.outcome,
    receivedAt: caseFile.receivedAt.toISOString(),
    closedAt: caseFile.closedAt?.toISOString() ?? null,
  };
}

interface Parts {
  readonly bundle: PublishedBundle;
  readonly documents: readonly DocumentSummary[];
  readonly journal: readonly RecordedEntry[];
  readonly elementNames: ElementNames;
  /** Officials see who acted. */
  readonly forOffice: boolean;
}

export function toCaseFileDetail(caseFile: CaseFile, parts: Parts) {
  return {
    ...toCaseFileView(caseFile, parts.bundle),
    application: caseFile.application,
    verdict: verdictOf(parts.journal),
    documents: parts.documents.map(({ caseFileId: _caseFileId, createdAt, ...document }) => ({
      ...document,
      createdAt: createdAt.toISOString(),
    })),
    history: toHistory(parts.journal, parts.elementNames, parts.forOffice),
  };
}

export function toWorkItemView(item: WorkItem, caseFile: CaseFile, { service }: PublishedBundle) {
  return {
    id: item.id,
    caseFileId: item.caseFileId,
    registrationNumber: caseFile.registrationNumber,
    serviceName: service.name,
    applicantName: caseFile.application.applicant.name,
    element: item.element,
    name: item.name,
    state: item.state,
    version: item.version,
    candidates: [...item.candidates],
    openedAt: item.openedAt.toISOString(),
    completedAt: item.completedAt?.toISOString() ?? null,
    completedBy: item.completedBy?.name.bg ?? null,
  };
}

/** As the receipt stated it; the whole report is a document of the case file. */
function verdictOf(journal: readonly RecordedEntry[]): Verdict | undefined {
  const received = journal.find(({ type }) => type === 'received');
  return (received?.payload as { verdict?: Verdict } | undefined)?.verdict;
}
