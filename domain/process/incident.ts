import { DomainError } from '../errors';
import { note, fresh, type Run } from './run';
import type { Execution } from './state';

/** This token cannot go on; everything else can. What it has open stays, so that it can be tried again or given up. */
export function raiseIncident(
  run: Run,
  execution: string,
  about: Omit<Execution, 'state'>,
  code: string,
  message: string,
): void {
  run.executions.set(execution, { ...about, state: 'incident' });
  note(run, about.element, 'incident');
  run.effects.push({ type: 'raise-incident', execution, element: about.element, code, message });
}

/** A fault of the model stops the token it happens to with an incident that names it; nothing is thrown out of `step`. */
export function guard(
  run: Run,
  about: Omit<Execution, 'state'> | (() => Omit<Execution, 'state'>),
  act: () => void,
  execution?: string,
): void {
  try {
    act();
  } catch (error) {
    const { code, message } = describe(error);
    const what = typeof about === 'function' ? about() : about;
    const id = execution ?? fresh(run, what.element);
    raiseIncident(run, id, { ...run.executions.get(id), ...what }, code, message);
  }
}

function describe(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof DomainError ? error.code : 'SERVICE_INVALID', message };
}
