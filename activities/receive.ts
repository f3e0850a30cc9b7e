import type { JournalEntry } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type { Outcome, Receipt } from '../domain/receipt';
import type { Submission } from '../db/submissions';
import type { ActivityDeps } from './deps';
import { judge, type Judgement } from './judge';
import { accessCode, begin, giveNumber, variablesOf, type PlannedProcess } from './plan';
import { printSignatureReport } from './print-signature-report';
import { nameItems } from './record';
import { receiveFromOrigin } from './receive-from-origin';

export interface Received {
  readonly outcome: Outcome;
  /** Empty when the receipt was refused. */
  readonly processes: readonly PlannedProcess[];
}

/** The bundle whose process lets a person decide what the signature check could not know. */
export const SIGNATURE_REVIEW_SERVICE = 'signature-review';

type Accepted = Extract<Judgement, { type: 'accepted' }>;

/**
 * Checks the signature and registers the application: number, case file, its first work items, documents and journal in one SQL
 * transaction. Safe to run twice: the first outcome stands.
 */
export function createReceive(deps: ActivityDeps) {
  const { submissions } = deps.repositories;

  return async function receive({ caseFileId }: { caseFileId: string }): Promise<Received> {
    const submission = await submissions.find(caseFileId);
    if (!submission) return receiveFromOrigin(deps, caseFileId);
    const outcome = submission.outcome ?? (await decide(deps, submission));
    return { outcome, processes: outcome.type === 'received' ? await plan(deps, submission, outcome) : [] };
  };
}

async function decide(deps: ActivityDeps, submission: Submission<Outcome>): Promise<Outcome> {
  const judgement = await judge(deps, submission);
  if (judgement.type === 'accepted') return register(deps, submission, judgement);
  const { code, verdict } = judgement;
  const outcome: Outcome = { type: 'refused', code, ...(verdict && { verdict }) };
  await deps.repositories.submissions.settle(submission.id, outcome);
  return outcome;
}

async function register(deps: ActivityDeps, submission: Submission<Outcome>, accepted: Accepted): Promise<Outcome> {
  const { id, receivedAt } = submission;
  const { db, caseFiles, documents, submissions } = deps.repositories;
  const reviewHash = accepted.needsReview ? await findReview(deps) : undefined;
  const printed = await printSignatureReport(deps, submission, accepted.report);
  return db.transaction(async (transaction) => {
    const receipt = receiptOf(submission, accepted, await giveNumber(deps, transaction, { id, receivedAt }));
    const received: ReceivedOutcome = { type: 'received', receipt, ...(reviewHash !== undefined && { reviewHash }) };
    const [first] = await plan(deps, submission, received);
    if (!first?.begun) throw new Error('A case file begins with a process');
    await caseFiles.create(transaction, {
      ...describe(submission, receipt),
      report: accepted.report,
      entries: [receivedEntry(submission, receipt)],
      first: await nameItems(deps, first.begun.point),
    });
    await documents.insert(
      [...accepted.documents, printed].map((document) => ({ ...document, caseFileId: id })),
      transaction,
    );
    await submissions.settle(id, received, transaction);
    return received;
  });
}

type ReceivedOutcome = Extract<Outcome, { type: 'received' }>;

const receiptOf = (
  { id, receivedAt, application }: Submission<Outcome>,
  { verdict, needsReview }: Accepted,
  registrationNumber: string,
): Receipt => ({
  ...{ caseFileId: id, registrationNumber, receivedAt: receivedAt.toISOString(), verdict },
  ...{ service: application.service, accessCode: accessCode() },
  next: needsReview ? 'signature-review' : 'in-progress',
});

const describe = (
  { id, account, application, bundleHash, receivedAt }: Submission<Outcome>,
  { registrationNumber, accessCode: code }: Receipt,
) => ({
  ...{ id, account, application, bundleHash, receivedAt, registrationNumber },
  ...{ serviceId: application.service, accessCode: code },
});

const receivedEntry = ({ bundleHash }: Submission<Outcome>, receipt: Receipt): JournalEntry => ({
  type: 'received',
  at: receipt.receivedAt,
  actor: null,
  payload: {
    registrationNumber: receipt.registrationNumber,
    service: receipt.service,
    bundle: bundleHash,
    verdict: { ...receipt.verdict } as JsonObject,
  },
});

async function findReview({ repositories: { catalogue } }: ActivityDeps): Promise<string> {
  const review = await catalogue.findCurrent(SIGNATURE_REVIEW_SERVICE);
  if (!review) throw new Error(`No bundle ${SIGNATURE_REVIEW_SERVICE} is published`);
  return review.hash;
}

async function plan(
  { repositories: { catalogue }, town }: ActivityDeps,
  { application, bundleHash }: Submission<Outcome>,
  { receipt, reviewHash }: ReceivedOutcome,
): Promise<PlannedProcess[]> {
  const variables = variablesOf(application, receipt);
  const { graph } = await catalogue.get(bundleHash);
  const own: PlannedProcess = { hash: bundleHash, graph, variables, status: 'in-progress' };
  if (reviewHash === undefined) return [begin(own, receipt)];
  const review: PlannedProcess = {
    ...{ hash: reviewHash, graph: (await catalogue.get(reviewHash)).graph },
    ...{ status: 'signature-review', goesOnWhen: 'accept' },
    variables: {
      ...variables,
      findings: receipt.verdict.findings.map((finding) => ({ ...finding })),
      reviewer: town.signatureReview,
    },
  };
  return [begin(review, receipt), own];
}
