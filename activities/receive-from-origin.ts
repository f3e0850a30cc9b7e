import type { CaseFile } from '../db/case-files';
import type { Origin } from '../db/origins';
import type { JournalEntry } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/json';
import type { Outcome, Verdict } from '../domain/receipt';
import type { Turn } from '../domain/quiet-point';
import type { ActivityDeps } from './deps';
import { accessCode, begin, giveNumber, variablesOf, type PlannedProcess } from './plan';
import type { Received } from './receive';
import { nameItems } from './record';

/**
 * Registers a case file that a message or signal of another one begins: it inherits who applied and what for. Number, case file, its
 * first work items and journal in one SQL transaction; safe to run twice.
 */
export async function receiveFromOrigin(deps: ActivityDeps, caseFileId: string): Promise<Received> {
  const { caseFiles, journal, origins } = deps.repositories;
  const origin = await origins.find(caseFileId);
  if (!origin) throw new DomainError('CASE_FILE_NOT_FOUND', 'Nothing was submitted under this id', { id: caseFileId });
  const verdict = verdictIn(await journal.list(origin.from));
  const caseFile = (await caseFiles.find({ id: caseFileId })) ?? (await register(deps, origin, verdict));
  return { outcome: outcomeOf(caseFile, verdict), processes: [await plan(deps, origin, caseFile)] };
}

type Registered = Pick<
  CaseFile,
  'id' | 'serviceId' | 'application' | 'registrationNumber' | 'accessCode' | 'receivedAt'
>;

async function register(deps: ActivityDeps, origin: Origin, verdict: Verdict): Promise<Registered> {
  const { db, caseFiles } = deps.repositories;
  const { caseFileId: id, serviceId, bundleHash, createdAt: receivedAt } = origin;
  const from = await caseFiles.get(origin.from);
  const { account, application, report } = from;
  return db.transaction(async (transaction) => {
    const registrationNumber = await giveNumber(deps, transaction, { id, receivedAt });
    const caseFile = {
      ...{ id, account, serviceId, bundleHash, registrationNumber, accessCode: accessCode() },
      ...{ application, report, receivedAt },
    };
    const { begun } = await plan(deps, origin, caseFile);
    await caseFiles.create(transaction, {
      ...caseFile,
      entries: [entryOf(origin, from, caseFile, verdict)],
      first: await nameItems(deps, begun.point),
    });
    return caseFile;
  });
}

function entryOf(origin: Origin, from: CaseFile, { registrationNumber }: Registered, verdict: Verdict): JournalEntry {
  const { serviceId, bundleHash, element, createdAt } = origin;
  return {
    ...{ type: 'received', at: createdAt.toISOString(), actor: null },
    payload: {
      ...{ registrationNumber, service: serviceId, bundle: bundleHash, verdict: { ...verdict } as JsonObject },
      from: { caseFileId: from.id, registrationNumber: from.registrationNumber, element },
    },
  };
}

async function plan(
  { repositories: { catalogue } }: ActivityDeps,
  { bundleHash, process, element, payload }: Origin,
  { id, serviceId, application, registrationNumber, receivedAt }: Registered,
): Promise<PlannedProcess & { begun: Turn }> {
  const { graph } = await catalogue.get(bundleHash);
  const received = { service: serviceId, registrationNumber, receivedAt: receivedAt.toISOString() };
  const planned: PlannedProcess = {
    ...{ hash: bundleHash, graph, status: 'in-progress', variables: variablesOf(application, received) },
    startedBy: { process, element, payload },
  };
  return begin(planned, { caseFileId: id, receivedAt: received.receivedAt });
}

const outcomeOf = (caseFile: Registered, verdict: Verdict): Outcome => ({
  type: 'received',
  receipt: {
    ...{ caseFileId: caseFile.id, registrationNumber: caseFile.registrationNumber, accessCode: caseFile.accessCode },
    ...{ receivedAt: caseFile.receivedAt.toISOString(), service: caseFile.serviceId, verdict, next: 'in-progress' },
  },
});

/** What the signature under the application was worth. */
function verdictIn(entries: readonly JournalEntry[]): Verdict {
  const received = entries.find(({ type }) => type === 'received');
  const { verdict } = (received?.payload ?? {}) as { verdict?: Verdict };
  if (!verdict) throw new DomainError('CASE_FILE_NOT_FOUND', 'The case file has no entry of its receipt');
  return verdict;
}
