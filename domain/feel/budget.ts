/** What one evaluation may use. Counted, not timed: the same expression ends at the same place on every machine. */
export const BUDGET = {
  /** Iterations, calls, elements looked at: about a microsecond each at the worst. */
  steps: 250_000,
  /** Characters of a text. */
  text: 1_000_000,
  /** Nested calls times the height of the functions: the stack never decides. */
  depth: 1_500,
  /** Characters of an expression. */
  source: 20_000,
} as const;

export class BudgetExceeded extends Error {}

/** Evaluation is synchronous and never nested: one counter for the one that runs. */
let steps = 0;
let depth = 0;

/** Steps that several evaluations share: those of one step of the engine, say. */
export interface Pool {
  left: number;
}

/** Runs one evaluation within its budget, and what it uses is gone from the pool. */
export function withBudget<Result>(pool: Pool, act: () => Result): Result {
  const begun = Math.min(pool.left, BUDGET.steps);
  [steps, depth] = [begun, 0];
  try {
    return act();
  } finally {
    pool.left -= begun - Math.max(0, steps);
  }
}

export function spend(amount: number): void {
  steps -= amount;
  if (steps < 0) throw new BudgetExceeded('it takes too many steps');
}

export function refuseLongText(length: number): void {
  if (length > BUDGET.text) throw new BudgetExceeded(`it makes a text of more than ${BUDGET.text} characters`);
}

/** Calls something whose own nesting is `height`. */
export function nest<Result>(height: number, act: () => Result): Result {
  depth += height;
  if (depth > BUDGET.depth) throw new BudgetExceeded('its functions call one another too deeply');
  const result = act();
  depth -= height;
  return result;
}
