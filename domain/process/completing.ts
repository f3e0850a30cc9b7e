import { elementOf, scopeOf, type Run } from './run';
import type { Execution } from './state';

/**
 * 13.3.2, 13.5.4: of a scope only event sub-processes still run, as the rest is over or was interrupted by one of them. No other
 * begins any more.
 */
export function isCompleting(run: Run, scope: string): boolean {
  const within = [...run.executions.values()].filter((execution) => execution.scope === scope);
  const { arrived = {}, fired = {}, pending = [] } = scopeOf(run, scope);
  const isMoving = run.agenda.some((move) => move.type === 'enter' && move.scope === scope);
  const hasTokens = isMoving || Object.keys({ ...arrived, ...fired }).length + pending.length > 0;
  const isHandler = ({ element }: Execution): boolean => elementOf(run, element).kind === 'event-sub-process';
  return within.length > 0 && !hasTokens && within.every(isHandler);
}
