import { empty } from './cancel';
import type { Outcome } from './events';
import type { Run } from './run';
import { ROOT } from './state';

/** The process is over, with all that still goes on in it. */
export function endProcess(run: Run, outcome: Outcome, error?: string): void {
  empty(run, ROOT);
  run.agenda = [];
  run.now.status = outcome;
  run.now.error = error ?? null;
  run.effects.push({ type: 'end', outcome, ...(error !== undefined && { error }) });
}
