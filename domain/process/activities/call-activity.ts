import { DomainError } from '../../errors';
import type { JsonObject } from '../../json';
import { visible, feel } from '../data/variables';
import type { ElementOf } from '../graph';
import { executionOf, insideOf, scopeOf, type Run } from '../run';
import { completeInstance } from './complete';
import { beginContainer } from './container';

type CallActivity = ElementOf<'call-activity'>;

/**
 * 13.3.4: a process or global task of the same file runs inside the call, or in a case file of its own where the model asks for it. It
 * sees only what it is given.
 */
export function performCall(run: Run, call: CallActivity, execution: string): void {
  const called = calledBy(run, call, execution);
  const variables = givenBy(run, call, execution);
  if (call.opensCaseFile) {
    run.effects.push({ type: 'open-case-file', execution, element: call.id, process: called.id, variables });
    return;
  }
  const element = called.kind === 'process' ? called.id : call.id;
  const { scope } = executionOf(run, execution);
  run.scopes.set(execution, { element, parent: scope, variables, isContainer: true, isolated: true });
  if (called.kind === 'process') beginContainer(run, execution);
  else run.agenda.push({ type: 'enter', element: called.id, scope: execution, flow: null });
}

/** The case file of the call is over: what it set comes back as from a process that ran inside. */
export function returnFromCall(run: Run, call: CallActivity, execution: string, set: JsonObject): void {
  const variables = { ...givenBy(run, call, execution), ...set };
  const { scope } = executionOf(run, execution);
  const inside = { element: call.id, parent: scope, variables, isContainer: false, isolated: true } as const;
  run.scopes.set(execution, { ...inside, written: Object.keys(set) });
  completeInstance(run, execution, resultOf(run, call, execution));
}

/** The inputs, or without any a copy of what the caller sees. */
function givenBy(run: Run, { inputs, dataIn }: CallActivity, execution: string): JsonObject {
  const seen = visible(run, insideOf(run, execution));
  if (inputs.length + dataIn.length === 0) return seen;
  const read = dataIn.map(({ name }) => [name, seen[name] ?? null]);
  return { ...run.scopes.get(execution)?.variables, ...Object.fromEntries(read) };
}

function calledBy(run: Run, { id, calls, opensCaseFile }: CallActivity, execution: string) {
  const name = calls.startsWith('=') ? feel(run, insideOf(run, execution), calls.slice(1)) : calls;
  const called = typeof name === 'string' ? run.graph.elements[name] : undefined;
  if (!called || called.container !== null)
    throw new DomainError(
      'SERVICE_INVALID',
      `${id} calls ${JSON.stringify(name)}, which is no process or global task here`,
    );
  if (opensCaseFile && called.kind !== 'process')
    throw new DomainError('SERVICE_INVALID', `${id} calls ${called.id}, which can have no case file of its own`);
  return called;
}

/** What comes back: with outputs they choose, without any all that the called process set. */
export function resultOf(run: Run, { outputs, dataOut }: CallActivity, execution: string): JsonObject {
  const { variables, written = [] } = scopeOf(run, execution);
  if (outputs.length + dataOut.length > 0) return {};
  return Object.fromEntries(written.map((name) => [name, variables[name] ?? null]));
}
