import { DomainError } from '../../errors';
import type { JsonObject } from '../../json';
import { visible, feel } from '../data/variables';
import type { ElementOf } from '../graph';
import { executionOf, insideOf, scopeOf, type Run } from '../run';
import { beginContainer } from './container';

type CallActivity = ElementOf<'call-activity'>;

/**
 * 13.3.4: a process or global task of the same file runs inside the call, seeing only what it is given: the inputs, or without any a
 * copy of what its caller sees.
 */
export function performCall(run: Run, call: CallActivity, execution: string, inputs: JsonObject): void {
  const called = calledBy(run, call, execution);
  const isGiven = call.inputs.length + call.dataIn.length > 0;
  const own = run.scopes.get(execution)?.variables;
  const variables = isGiven ? { ...own, ...inputs } : visible(run, insideOf(run, execution));
  const element = called.kind === 'process' ? called.id : call.id;
  const { scope } = executionOf(run, execution);
  run.scopes.set(execution, { element, parent: scope, variables, isContainer: true, isolated: true });
  if (called.kind === 'process') beginContainer(run, execution);
  else run.agenda.push({ type: 'enter', element: called.id, scope: execution, flow: null });
}

function calledBy(run: Run, { id, calls }: CallActivity, execution: string) {
  const name = calls.startsWith('=') ? feel(run, insideOf(run, execution), calls.slice(1)) : calls;
  const called = typeof name === 'string' ? run.graph.elements[name] : undefined;
  if (!called || called.container !== null)
    throw new DomainError(
      'SERVICE_INVALID',
      `${id} calls ${JSON.stringify(name)}, which is no process or global task here`,
    );
  return called;
}

/** What comes back: with outputs they choose, without any all that the called process set. */
export function resultOf(run: Run, { outputs, dataOut }: CallActivity, execution: string): JsonObject {
  const { variables, written = [] } = scopeOf(run, execution);
  if (outputs.length + dataOut.length > 0) return {};
  return Object.fromEntries(written.map((name) => [name, variables[name] ?? null]));
}
