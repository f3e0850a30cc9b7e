import type { CaseFile } from '../db/case-files';
import type { DocumentSummary } from '../db/documents';
import type { RecordedEntry } from '../db/journal';
import type { WorkItem } from '../db/work-items';
import { toHistory, type ElementNames } from './history';
import type { PublishedBundle } from '../catalogue/publish';

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
  const report = caseFile.report as SignatureReport;
  return {
    ...toCaseFileView(caseFile, parts.bundle),
    application: caseFile.application,
    verdict: {
      indication: report.indication,
      subIndication: report.subIndication,
      findings: report.signatures.flatMap(({ errors, warnings }) => [...errors, ...warnings]),
    },
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

/** The part of the kept signature report that the API shows. */
interface SignatureReport {
  readonly indication: string;
  readonly subIndication: string | null;
  readonly signatures: readonly { readonly errors: readonly object[]; readonly warnings: readonly object[] }[];
}
