/** What one evaluation may use. Counted, not timed: the same expression ends at the same place on every machine. */
export const BUDGET = {
  /** Iterations, calls, elements looked at: about a microsecond each at the worst. */
  steps: 250_000,
  /** The same for all evaluations of one step of the engine together. */
  pool: 1_000_000,
  /** Characters of a text. */
  text: 1_000_000,
  /** Nested calls times the height of the functions: the stack never decides. */
  depth: 1_500,
  /** Steps for looking at a date, time or duration; calculating with one takes three times as many. */
  temporal: 100,
  /** Characters of an expression: the parser takes the square of it. */
  source: 5_000,
  /** Of brackets, of the parsed tree and of a result. */
  nesting: { brackets: 100, tree: 1_000, result: 500 },
} as const;

export class BudgetExceeded extends Error {}

/** Steps that several evaluations share, and the expressions that they have paid the reading of. */
export interface Pool {
  left: number;
  readonly read: Set<string>;
}

export const createPool = (left: number): Pool => ({ left, read: new Set() });

/** Evaluation is synchronous and never nested: one counter for the one that runs. */
let steps = 0;
let depth = 0;
let most = 0;

/** Runs one evaluation within its budget, and what it uses is gone from the pool. */
export function withBudget<Result>(pool: Pool, act: () => Result): Result {
  const begun = Math.min(pool.left, BUDGET.steps);
  [steps, depth, most] = [begun, 0, begun];
  try {
    return act();
  } finally {
    pool.left -= begun - Math.max(0, steps);
  }
}

export function spend(amount: number): void {
  steps -= amount;
  if (steps >= 0) return;
  if (most === BUDGET.steps) throw new BudgetExceeded(`it takes more than ${BUDGET.steps} steps`);
  throw new BudgetExceeded(`it takes more than ${most} steps, which is what those before it have left`);
}

/**
 * Reading is paid for once in a pool, as if nothing were cached: what a case may do must not depend on what this machine did before.
 */
export function payForReading(source: string, pool: Pool): void {
  if (pool.read.has(source)) return;
  if (source.length > BUDGET.source) throw new BudgetExceeded(`it is longer than ${BUDGET.source} characters`);
  pool.read.add(source);
  spend((source.length ** 2) >> 8);
}

export function refuseLongText(length: number): void {
  if (length > BUDGET.text) throw new BudgetExceeded(`it makes a text of more than ${BUDGET.text} characters`);
}

export function refuseDeep(what: keyof typeof BUDGET.nesting, depth: number): void {
  const most = BUDGET.nesting[what];
  if (depth > most) throw new BudgetExceeded(`it has ${WORDS[what]} nested more than ${most} deep`);
}

const WORDS = { brackets: 'brackets', tree: 'operations', result: 'a result' } as const;

/** Calls something whose own nesting is `height`. */
export function nest<Result>(height: number, act: () => Result): Result {
  depth += height;
  if (depth > BUDGET.depth) throw new BudgetExceeded('its functions call one another too deeply');
  const result = act();
  depth -= height;
  return result;
}
