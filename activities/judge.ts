import type { NewDocument } from '../db/documents';
import { sha256 } from '../db/documents';
import type { Submission } from '../db/submissions';
import { canonicalJson } from '../domain/canonical-json';
import type { Application } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { Json } from '../domain/json';
import type { Outcome, RefusalCode, Verdict } from '../domain/receipt';
import { sameIdentity } from '../signature/certificate/identity';
import type { Report } from '../signature/report';
import { NUMBER_WARNINGS } from '../signature/validation/identity';
import type { ActivityDeps } from './deps';

export type Judgement =
  | { readonly type: 'refused'; readonly code: RefusalCode; readonly verdict?: Verdict }
  | {
      readonly type: 'accepted';
      readonly verdict: Verdict;
      readonly report: Report;
      /** What the check could not know, a person decides. */
      readonly needsReview: boolean;
      readonly documents: readonly Omit<NewDocument, 'caseFileId'>[];
    };

/** What a person is told apart from "not accepted"; what is not trusted is refused, though a doubt by the standard. */
const REFUSALS: Partial<Record<NonNullable<Report['subIndication']>, RefusalCode>> = {
  HASH_FAILURE: 'SIGNED_CONTENT_ALTERED',
  EXPIRED: 'CERTIFICATE_EXPIRED',
  OUT_OF_BOUNDS_NO_POE: 'CERTIFICATE_EXPIRED',
  NOT_YET_VALID: 'CERTIFICATE_NOT_YET_VALID',
  REVOKED: 'CERTIFICATE_REVOKED',
  REVOKED_NO_POE: 'CERTIFICATE_REVOKED',
  NO_CERTIFICATE_CHAIN_FOUND: 'CERTIFICATE_UNTRUSTED',
  // The check had to be ended: nothing is known of what was signed.
  GENERIC: 'SIGNATURE_FAILED',
};

const OTHER_PERSON = {
  code: 'SIGNED_BY_ANOTHER_PERSON',
  bg: 'Подписът е на друго лице, а не на заявителя. Ако то го представлява, приложете пълномощното или акта, от който се вижда това. Служител ще го провери.',
  en: 'The signature is another person’s, not the applicant’s. If they act for the applicant, attach the power of attorney or the act that shows it. An official will check it.',
};

/**
 * Says what a signature is worth for this application. A forged, altered or foreign-content signature is refused; what cannot be
 * known goes to a person; nothing else passes.
 */
export async function judge(deps: ActivityDeps, submission: Submission<Outcome>): Promise<Judgement> {
  const checked = await check(deps, submission);
  if (!checked) return { type: 'refused', code: 'FILE_UNSIGNED' };
  const { report, content } = checked;
  const verdict = toVerdict(report);
  const refusal = report.subIndication ? REFUSALS[report.subIndication] : undefined;
  if (refusal || report.indication === 'TOTAL_FAILED')
    return { type: 'refused', code: refusal ?? 'SIGNATURE_FAILED', verdict };
  if (!content || !(await isThisApplication(deps, submission.application, content)))
    return { type: 'refused', code: 'APPLICATION_CONTENT_MISMATCH', verdict };

  const { identifier } = submission.application.applicant;
  const isApplicant = report.signatures.some((signature) => sameIdentity(signature, identifier));
  const documents = documentsOf(submission, content, report);
  const isCertain = report.signatures.every(({ warnings }) =>
    warnings.every(({ code }) => !NUMBER_WARNINGS.includes(code)),
  );
  if (report.indication === 'TOTAL_PASSED' && isApplicant && isCertain)
    return { type: 'accepted', verdict, report, needsReview: false, documents };
  const findings = isApplicant ? verdict.findings : [...verdict.findings, OTHER_PERSON];
  return { type: 'accepted', verdict: { ...verdict, findings }, report, needsReview: true, documents };
}

async function check(
  { repositories, verifier, revocation }: ActivityDeps,
  { signed, content, receivedAt }: Submission<Outcome>,
) {
  const anchors = (await repositories.trustAnchors.list()).map(({ der }) => der);
  try {
    return await verifier.verify(
      { bytes: signed, ...(content && { content }) },
      { at: receivedAt, anchors, fetcher: revocation },
    );
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FILE_UNSIGNED') return undefined;
    throw error;
  }
}

/** The signed bytes are a document that we made for this very application, or its data as JSON. */
async function isThisApplication(
  { repositories: { documents } }: ActivityDeps,
  application: Application,
  content: Uint8Array,
): Promise<boolean> {
  const wanted = canonicalJson(application as unknown as Json);
  if (!isPdf(content)) return canonicalOf(content) === wanted;
  const known = await documents.findApplicationsByDigest(sha256(content));
  return known.some((candidate) => canonicalJson(candidate as unknown as Json) === wanted);
}

/** An application is a form of text fields: bytes of a longer JSON are not read. */
const MAX_JSON = 1024 * 1024;

/** Undefined for what is no JSON, or is nested deeper than it can be read. */
function canonicalOf(content: Uint8Array): string | undefined {
  if (content.length > MAX_JSON) return undefined;
  try {
    return canonicalJson(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) as Json);
  } catch {
    return undefined;
  }
}

const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

function toVerdict({ indication, subIndication, signatures }: Report): Verdict {
  return {
    indication,
    subIndication,
    findings: signatures.flatMap(({ errors, warnings }) => [...errors, ...warnings]),
  };
}

function documentsOf(
  { signed, signedName }: Submission<Outcome>,
  content: Uint8Array,
  report: Report,
): Omit<NewDocument, 'caseFileId'>[] {
  const json = Buffer.from(JSON.stringify(report, null, 2));
  const application = isPdf(content)
    ? { fileName: 'application.pdf', mediaType: 'application/pdf' }
    : { fileName: 'application.json', mediaType: 'application/json' };
  const signedType = isPdf(signed) ? 'application/pdf' : 'application/pkcs7-signature';
  return [
    { kind: 'application', ...application, content },
    { kind: 'signed-application', fileName: signedName, mediaType: signedType, content: signed },
    { kind: 'signature-report', fileName: 'signature-report.json', mediaType: 'application/json', content: json },
  ];
}
