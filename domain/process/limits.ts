import { DomainError } from '../errors';
import type { Json } from '../json';
import type { Run } from './run';

/** What one case may use: a model that goes wild ends as an incident, not as a stuck machine. */
export const LIMITS = {
  /** Elements that one event may pass. */
  moves: 10_000,
  /** Tokens that live at once. */
  tokens: 10_000,
  /** Sub-processes and called processes inside one another. */
  depth: 100,
  /** Instances of a multi-instance activity. */
  instances: 5_000,
  /** Characters of the data that one element sets. */
  payload: 1_000_000,
} as const;

export function refuseTooManyTokens(run: Run, more: number): void {
  if (run.executions.size + run.agenda.length + more > LIMITS.tokens)
    throw new DomainError('SERVICE_INVALID', `More than ${LIMITS.tokens} tokens would live at once`);
}

export function refuseTooMuchData(values: Json): void {
  if (weigh(values, 0) > LIMITS.payload)
    throw new DomainError('SERVICE_INVALID', `The values are larger than ${LIMITS.payload} characters`);
}

/** Roughly the length as JSON; stops where it is clear that it is too much. */
function weigh(value: Json, before: number): number {
  if (before > LIMITS.payload) return before;
  if (typeof value === 'string') return before + value.length;
  if (typeof value !== 'object' || value === null) return before + 4;
  let sum = before + 2;
  if (Array.isArray(value)) for (const item of value as readonly Json[]) sum = weigh(item, sum + 1);
  else for (const [name, item] of Object.entries(value)) sum = weigh(item, sum + name.length);
  return sum;
}
