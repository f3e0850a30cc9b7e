import type { JsonObject } from '../../json';
import { empty } from '../cancel';
import { declaredAnew } from '../data/mappings';
import type { ElementOf } from '../graph';
import { elementOf, note, open, type Run } from '../run';
import { listenInside } from './container';

/** 13.5.4: its start event happened. An interrupting one first ends all else in the scope, the branch that threw it too. */
export function startEventSubprocess(
  run: Run,
  start: ElementOf<'start-event'>,
  scope: string,
  payload: JsonObject = {},
): void {
  const subprocess = elementOf(run, start.container ?? '') as ElementOf<'event-sub-process'>;
  if (start.interrupting) empty(run, scope);
  const execution = open(run, { element: subprocess.id, scope });
  const variables = declaredAnew(subprocess);
  run.scopes.set(execution, { element: subprocess.id, parent: scope, variables, isContainer: true });
  note(run, subprocess.id, 'entered');
  listenInside(run, execution);
  run.agenda.push({ type: 'enter', element: start.id, scope: execution, flow: null, happened: payload });
}
