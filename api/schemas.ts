import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

/** The shapes that cross the API. The OpenAPI document and every client's types come from here. */

const Instant = z.string().describe('ISO 8601 instant, UTC');

export const Text = z.strictObject({ bg: z.string(), en: z.string() }).openapi('Text');

export const Identifier = z
  .strictObject({
    kind: z.enum(['PNO', 'PAS', 'IDC', 'NTR', 'TIN', 'VAT']).describe('ETSI EN 319 412-1, 5.1.3'),
    country: z.string().regex(/^[A-Z]{2}$/),
    number: z.string().min(1).max(40),
  })
  .openapi('Identifier');

export const Applicant = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    identifier: Identifier,
    email: z.email(),
  })
  .openapi('Applicant');

/** What the citizen states, and the only content a signature may stand under. */
export const Application = z
  .strictObject({
    service: z.string().min(1).max(40).describe('Service id'),
    applicant: Applicant,
    data: z.record(z.string(), z.unknown()).describe("Checked against the service's form (JSON Schema 2020-12)"),
  })
  .openapi('Application');

export const Service = z
  .strictObject({
    id: z.string(),
    name: Text,
    summary: Text,
    legalBasis: Text,
    unit: Text.describe('The unit that decides'),
    fee: z.strictObject({ amount: z.string(), currency: z.string() }),
    term: z.string().describe('ISO 8601 duration, e.g. P7D, or working days, e.g. P14WD'),
    hash: z.string().describe('Content hash of the published bundle'),
  })
  .openapi('Service');

export const Municipality = z
  .strictObject({ name: Text, email: z.string(), address: Text, timeZone: z.string().describe('IANA name') })
  .openapi('Municipality');

export const ServiceDetail = Service.extend({
  form: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12 with `x-text` presentation hints'),
}).openapi('ServiceDetail');

export const Finding = z.strictObject({ code: z.string(), bg: z.string(), en: z.string() }).openapi('Finding');

export const Verdict = z
  .strictObject({
    indication: z.enum(['TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE']),
    subIndication: z.string().nullable(),
    findings: z.array(Finding),
  })
  .openapi('Verdict');

export const Receipt = z
  .strictObject({
    caseFileId: z.string(),
    registrationNumber: z.string(),
    receivedAt: Instant,
    service: z.string(),
    verdict: Verdict,
    /** What happens next: the service's own way, or an official looks at the signature first. */
    next: z.enum(['in-progress', 'signature-review']),
    accessCode: z.string().describe('With the registration number it shows the status without an account'),
  })
  .openapi('Receipt');

export const DocumentLink = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['application', 'signed-application', 'signature-report', 'attachment', 'reply']),
    fileName: z.string(),
    mediaType: z.string(),
    size: z.number().int(),
    sha256: z.string(),
    createdAt: Instant,
  })
  .openapi('DocumentLink');

export const HistoryEntry = z
  .strictObject({
    sequence: z.number().int(),
    type: z
      .string()
      .describe('E.g. received, work-item-opened, work-item-completed, reply-issued, reply-delivered, closed'),
    at: Instant,
    actor: z.string().nullable().describe('Name of the person, null for the system'),
    title: Text.describe('One plain sentence'),
  })
  .openapi('HistoryEntry');

export const CASE_FILE_STATUSES = ['signature-review', 'in-progress', 'incident', 'closed'] as const;

export const CaseFile = z
  .strictObject({
    id: z.string(),
    service: z.string(),
    serviceName: Text,
    registrationNumber: z.string(),
    applicantName: z.string(),
    status: z.enum(CASE_FILE_STATUSES),
    outcome: z.string().nullable().describe('certificate, permit, refusal, termination; null while open'),
    receivedAt: Instant,
    closedAt: Instant.nullable(),
  })
  .openapi('CaseFile');

export const CaseFileDetail = CaseFile.extend({
  application: Application,
  verdict: Verdict,
  documents: z.array(DocumentLink),
  history: z.array(HistoryEntry),
}).openapi('CaseFileDetail');

export const WorkItem = z
  .strictObject({
    id: z.string(),
    caseFileId: z.string(),
    registrationNumber: z.string(),
    serviceName: Text,
    applicantName: z.string(),
    element: z.string(),
    name: Text,
    state: z.enum(['open', 'completed', 'withdrawn']),
    version: z.number().int().describe('Send it back when completing: a stale one is refused with 409'),
    candidates: z.array(z.string()).describe('Position ids'),
    openedAt: Instant,
    completedAt: Instant.nullable(),
    completedBy: z.string().nullable(),
  })
  .openapi('WorkItem');

export const WorkItemDetail = WorkItem.extend({
  form: z.record(z.string(), z.unknown()).describe('JSON Schema of `values`; its `outcome` enum are the buttons'),
  inputs: z.record(z.string(), z.unknown()).describe('What the process hands over, e.g. a note from an earlier step'),
  words: z
    .record(
      z.string(),
      z.strictObject({ label: Text, format: z.string().optional(), options: z.record(z.string(), Text).optional() }),
    )
    .describe('What the fields of the application and of the inputs are called, by name'),
  caseFile: CaseFileDetail,
}).openapi('WorkItemDetail');

export const Completion = z
  .strictObject({
    version: z.number().int(),
    values: z.record(z.string(), z.unknown()).describe("Checked against the work item's form"),
  })
  .openapi('Completion');

export const Completed = z
  .strictObject({
    workItem: WorkItem,
    next: z.array(WorkItem).describe('Work items of the same case file that are now open for you'),
  })
  .openapi('Completed');

export const Incident = z
  .strictObject({
    id: z.uuid(),
    caseFileId: z.uuid(),
    registrationNumber: z.string(),
    serviceName: Text,
    execution: z.string(),
    element: z.string(),
    elementName: Text,
    code: z.string(),
    message: z.string().describe('What happened, with the values it happened to'),
    raisedAt: Instant,
    resolvedAt: Instant.nullable(),
  })
  .openapi('Incident');

export const IncidentDetail = Incident.extend({
  targets: z
    .array(z.strictObject({ element: z.string(), name: Text }))
    .describe('Where the token may go on instead: elements of the same process or sub-process'),
}).openapi('IncidentDetail');

export const IncidentRetry = z
  .strictObject({
    variables: z.record(z.string(), z.unknown()).optional().describe('Set before it is tried again'),
  })
  .openapi('IncidentRetry');

export const IncidentSkip = z
  .strictObject({ to: z.string().min(1).describe('Id of the element at which the token goes on') })
  .openapi('IncidentSkip');

const Variables = z.record(z.string(), z.unknown());

export const CaseFileEvent = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('set-variables'), variables: Variables }),
    z.strictObject({
      type: z.literal('message'),
      name: z.string().min(1),
      key: z.unknown().optional().describe('Correlation key; without one the name alone decides'),
      variables: Variables.default({}),
    }),
    z.strictObject({ type: z.literal('signal'), name: z.string().min(1), variables: Variables.default({}) }),
  ])
  .openapi('CaseFileEvent');

export const ReplyCheck = z
  .strictObject({
    registrationNumber: z.string(),
    serviceName: Text,
    kind: z.string(),
    issuedAt: Instant,
    sha256: z.string(),
    municipality: Text,
  })
  .openapi('ReplyCheck');

export const Me = z
  .strictObject({
    id: z.string(),
    name: Text,
    email: z.string(),
    roles: z.array(z.string()),
    positions: z.array(z.strictObject({ id: z.string(), name: Text, unit: Text })),
    identifier: Identifier.nullable(),
  })
  .openapi('Me');

/** RFC 9457, extended: `code` is stable, `detail` is for people, `errors` point into what was sent. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: Text.describe('What is wrong and how to mend it, in both languages'),
    errors: z.array(z.strictObject({ pointer: z.string().describe('RFC 6901'), detail: Text })).optional(),
    verdict: Verdict.optional(),
  })
  .openapi('Problem');
