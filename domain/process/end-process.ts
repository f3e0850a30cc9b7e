import { empty } from './cancel';
import type { Outcome } from './events';
import { scopeOf, type Run } from './run';
import { ROOT } from './state';

/** The process is over, with all that still goes on in it. */
export function endProcess(run: Run, outcome: Outcome, error?: string): void {
  empty(run, ROOT);
  run.agenda = [];
  const { element, parent, variables, isContainer } = scopeOf(run, ROOT);
  run.executions.clear();
  run.scopes.clear();
  run.scopes.set(ROOT, { element, parent, variables, isContainer });
  run.now.status = outcome;
  run.now.error = error ?? null;
  run.effects.push({ type: 'end', outcome, ...(error !== undefined && { error }) });
}
