import type { NewDocument } from '../db/documents';
import type { Submission } from '../db/submissions';
import type { Outcome } from '../domain/receipt';
import { renderSignatureReport } from '../letters/signature-report';
import { POLICY } from '../signature/policy';
import type { Report } from '../signature/report';
import type { ActivityDeps } from './deps';

/** The report on a signature as a document that can be read and printed. */
export async function printSignatureReport(
  { town }: Pick<ActivityDeps, 'town'>,
  { signedName, receivedAt }: Pick<Submission<Outcome>, 'signedName' | 'receivedAt'>,
  report: Report,
): Promise<Omit<NewDocument, 'caseFileId'>> {
  const content = await renderSignatureReport({
    ...{ town, policy: POLICY, report },
    ...{ checkedAt: receivedAt, documentName: signedName },
  });
  return { kind: 'signature-report', fileName: 'signature-report.pdf', mediaType: 'application/pdf', content };
}
