import { randomInt } from 'node:crypto';

import { registerNext } from '../db/registers';
import type { Application } from '../domain/case-file';
import type { JsonObject } from '../domain/json';
import { initialState } from '../domain/process/state';
import { takeTurn, type CaseFileProcess, type Turn } from '../domain/quiet-point';
import type { ActivityDeps } from './deps';

export interface PlannedProcess extends CaseFileProcess {
  /** What brings it into being, where that is no application: one of the bundle's processes, and the event that it begins with. */
  readonly startedBy?: {
    readonly process: string;
    readonly by?: { readonly element: string; readonly payload: JsonObject };
  };
  /** The first process begins with the receipt, whose transaction wrote its first quiet point. */
  readonly begun?: Turn;
}

interface Beginning {
  readonly caseFileId: string;
  /** ISO 8601 instant, UTC. */
  readonly receivedAt: string;
}

/** The process as it stands once it has begun with the receipt. */
export function begin(
  process: PlannedProcess,
  { caseFileId, receivedAt }: Beginning,
): PlannedProcess & { begun: Turn } {
  const { graph, variables, startedBy } = process;
  const state = initialState(graph, startedBy?.process);
  const standing = { caseFileId, seq: 0, state, open: new Set<string>(), incidents: [] };
  const event = { type: 'start', at: receivedAt, variables, ...startedBy?.by } as const;
  return { ...process, begun: takeTurn(process, standing, { event, actor: null, key: null }) };
}

/** What every process of a case file knows when it begins. */
export const variablesOf = (
  { applicant, data }: Application,
  {
    service,
    registrationNumber,
    receivedAt,
  }: Readonly<Record<'service' | 'registrationNumber' | 'receivedAt', string>>,
): JsonObject => ({
  ...{ application: data, service, registrationNumber, receivedAt },
  applicant: { ...applicant, identifier: { ...applicant.identifier } },
});

export function giveNumber(
  { town }: ActivityDeps,
  transaction: Parameters<typeof registerNext>[0],
  { id, receivedAt }: { id: string; receivedAt: Date },
): Promise<string> {
  const register = town.registers.find((candidate) => candidate.id === town.incoming);
  if (!register) throw new Error(`The town has no register ${town.incoming}`);
  return registerNext(transaction, { register, timeZone: town.timeZone, caseFileId: id, at: receivedAt });
}

/** Without letters and digits that people mistake for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function readableCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

export const accessCode = (): string => readableCode(8);
