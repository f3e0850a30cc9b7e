import { randomInt } from 'node:crypto';

import type { CaseFileStatus } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import type { ProcessGraph } from '../domain/process/graph';
import type { Outcome } from '../domain/receipt';
import type { Submission } from '../db/submissions';
import { registerNext } from '../db/registers';
import type { ActivityDeps } from './deps';
import { judge, type Judgement } from './judge';

/** One process of a case file, and when the next one may follow. */
export interface PlannedProcess {
  /** Of the bundle whose process it is. */
  readonly hash: string;
  readonly graph: ProcessGraph;
  readonly variables: JsonObject;
  /** The case file's status while it runs. */
  readonly status: CaseFileStatus;
  /** The value of `outcome` with which the case file goes on to the next process. */
  readonly goesOnWhen?: string;
}

export interface Received {
  readonly outcome: Outcome;
  /** Empty when the receipt was refused. */
  readonly processes: readonly PlannedProcess[];
}

/** The bundle whose process lets a person decide what the signature check could not know. */
export const SIGNATURE_REVIEW_SERVICE = 'signature-review';

type Accepted = Extract<Judgement, { type: 'accepted' }>;

/**
 * Checks the signature and registers the application: number, case file, documents and journal in one SQL transaction.
 * Safe to run twice: the first outcome stands.
 */
export function createReceive(deps: ActivityDeps) {
  const { submissions } = deps.repositories;

  return async function receive({ caseFileId }: { caseFileId: string }): Promise<Received> {
    const submission = await submissions.get(caseFileId);
    const outcome = submission.outcome ?? (await decide(deps, submission));
    return { outcome, processes: outcome.type === 'received' ? await plan(deps, submission, outcome) : [] };
  };
}

async function decide(deps: ActivityDeps, submission: Submission<Outcome>): Promise<Outcome> {
  const judgement = await judge(deps, submission);
  if (judgement.type === 'accepted') return register(deps, submission, judgement);
  const { code, detail, verdict } = judgement;
  const outcome: Outcome = { type: 'refused', code, detail, ...(verdict && { verdict }) };
  await deps.repositories.submissions.settle(submission.id, outcome);
  return outcome;
}

async function register(deps: ActivityDeps, submission: Submission<Outcome>, accepted: Accepted): Promise<Outcome> {
  const { town, repositories } = deps;
  const { db, caseFiles, documents, submissions } = repositories;
  const incoming = town.registers.find(({ id }) => id === town.incoming);
  if (!incoming) throw new Error(`The town has no register ${town.incoming}`);
  return db.transaction(async (transaction) => {
    const { id, receivedAt, application } = submission;
    const { timeZone } = town;
    const registrationNumber = await registerNext(transaction, {
      register: incoming,
      timeZone,
      caseFileId: id,
      at: receivedAt,
    });
    const outcome: Outcome = {
      type: 'received',
      receipt: {
        caseFileId: id,
        registrationNumber,
        receivedAt: receivedAt.toISOString(),
        service: application.service,
        verdict: accepted.verdict,
        next: accepted.needsReview ? 'signature-review' : 'in-progress',
        accessCode: accessCode(),
      },
    };
    const { receipt } = outcome;
    await caseFiles.create(transaction, {
      id,
      account: submission.account,
      serviceId: application.service,
      bundleHash: submission.bundleHash,
      registrationNumber,
      accessCode: receipt.accessCode,
      application,
      report: accepted.report,
      status: receipt.next,
      receivedAt,
      entries: [
        {
          type: 'received',
          at: receivedAt.toISOString(),
          actor: null,
          payload: {
            registrationNumber,
            service: application.service,
            bundle: submission.bundleHash,
            verdict: { ...accepted.verdict } as JsonObject,
          },
        },
      ],
    });
    for (const document of accepted.documents) await documents.insert({ ...document, caseFileId: id }, transaction);
    await submissions.settle(id, outcome, transaction);
    return outcome;
  });
}

async function plan(
  { repositories: { catalogue }, town }: ActivityDeps,
  { application, bundleHash }: Submission<Outcome>,
  { receipt }: Extract<Outcome, { type: 'received' }>,
): Promise<PlannedProcess[]> {
  const variables: JsonObject = {
    application: application.data,
    applicant: { ...application.applicant, identifier: { ...application.applicant.identifier } },
    service: application.service,
    registrationNumber: receipt.registrationNumber,
    receivedAt: receipt.receivedAt,
  };
  const { graph } = await catalogue.get(bundleHash);
  const own: PlannedProcess = { hash: bundleHash, graph, variables, status: 'in-progress' };
  if (receipt.next === 'in-progress') return [own];
  const review = await catalogue.findCurrent(SIGNATURE_REVIEW_SERVICE);
  if (!review) throw new Error(`No bundle ${SIGNATURE_REVIEW_SERVICE} is published`);
  const findings = receipt.verdict.findings.map((finding) => ({ ...finding }));
  return [
    {
      hash: review.hash,
      graph: review.graph,
      variables: { ...variables, findings, reviewer: town.signatureReview },
      status: 'signature-review',
      goesOnWhen: 'accept',
    },
    own,
  ];
}

/** Without letters and digits that people mistake for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function readableCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

const accessCode = (): string => readableCode(8);
