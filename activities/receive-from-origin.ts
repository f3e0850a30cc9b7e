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
import { nameItems, tellReceivers } from './record';

/**
 * Makes a case file that another one begins: it inherits who applied, what for, and the documents. Number, case file, its first work
 * items and journal, and the entry in the journal of the other one, in one SQL transaction. Then its workflow begins. Safe to run twice.
 */
export async function beginFromOrigin(deps: ActivityDeps, origin: Origin): Promise<void> {
  const { caseFileId, serviceId } = origin;
  if (!(await deps.repositories.caseFiles.find({ id: caseFileId }))) await register(deps, origin);
  // It may be over already.
  await tellReceivers(deps, caseFileId);
  await deps.caseFileWorkflows.begin(caseFileId, serviceId);
}

/** What a case file that another one began goes on with. */
export async function receiveFromOrigin(deps: ActivityDeps, caseFileId: string): Promise<Received> {
  const { caseFiles, origins } = deps.repositories;
  const origin = await origins.find(caseFileId);
  if (!origin) throw new DomainError('CASE_FILE_NOT_FOUND', 'Nothing was submitted under this id', { id: caseFileId });
  const caseFile = await caseFiles.get(caseFileId);
  const outcome = outcomeOf(caseFile, await verdictOf(deps, origin.from));
  return { outcome, processes: [await plan(deps, origin, caseFile)] };
}

type Registered = Pick<
  CaseFile,
  'id' | 'serviceId' | 'application' | 'registrationNumber' | 'accessCode' | 'receivedAt'
>;

async function register(deps: ActivityDeps, origin: Origin): Promise<void> {
  const { db, caseFiles, documents, journal } = deps.repositories;
  const { caseFileId: id, serviceId, bundleHash, createdAt: receivedAt } = origin;
  const [from, verdict] = await Promise.all([caseFiles.get(origin.from), verdictOf(deps, origin.from)]);
  const { account, application, report } = from;
  await db.transaction(async (transaction) => {
    const registrationNumber = await giveNumber(deps, transaction, { id, receivedAt });
    const caseFile = {
      ...{ id, account, serviceId, bundleHash, registrationNumber, accessCode: accessCode() },
      ...{ application, report, receivedAt },
    };
    const { begun } = await plan(deps, origin, caseFile);
    await journal.append(transaction, from.id, [begunEntry(origin, caseFile)]);
    await caseFiles.create(transaction, {
      ...caseFile,
      entries: [receivedEntry(origin, from, caseFile, verdict)],
      first: await nameItems(deps, begun.point),
    });
    await documents.copyApplication(transaction, { from: from.id, to: id });
  });
}

/** In the journal of the one that began it. */
const begunEntry = (origin: Origin, { id, registrationNumber, serviceId }: Registered): JournalEntry => ({
  ...{ type: 'case-file-begun', at: origin.createdAt.toISOString(), actor: null },
  payload: {
    ...{ caseFileId: id, registrationNumber, service: serviceId, process: origin.process, element: origin.element },
    ...(origin.execution !== undefined && { execution: origin.execution }),
  },
});

function receivedEntry(
  origin: Origin,
  from: CaseFile,
  { registrationNumber }: Registered,
  verdict: Verdict,
): JournalEntry {
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
  { bundleHash, process, element, payload, execution, from }: Origin,
  { id, serviceId, application, registrationNumber, receivedAt }: Registered,
): Promise<PlannedProcess & { begun: Turn }> {
  const { graph } = await catalogue.get(bundleHash);
  const received = { service: serviceId, registrationNumber, receivedAt: receivedAt.toISOString() };
  const variables = variablesOf(application, received);
  const own = { hash: bundleHash, graph, status: 'in-progress' } as const;
  const planned: PlannedProcess =
    execution === undefined
      ? { ...own, variables, startedBy: { process, by: { element, payload } } }
      : {
          // What it is given comes before what every process knows, but it never has the number of another.
          ...{ ...own, variables: { ...variables, ...payload, ...received }, startedBy: { process } },
          caller: { caseFileId: from, execution },
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
async function verdictOf({ repositories: { journal } }: ActivityDeps, caseFileId: string): Promise<Verdict> {
  const received = (await journal.list(caseFileId)).find(({ type }) => type === 'received');
  const { verdict } = (received?.payload ?? {}) as { verdict?: Verdict };
  if (!verdict) throw new DomainError('CASE_FILE_NOT_FOUND', 'The case file has no entry of its receipt');
  return verdict;
}
