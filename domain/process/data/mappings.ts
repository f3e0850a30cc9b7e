import type { JsonObject } from '../../json';
import type { Activity, Event, Mapping } from '../graph';
import { changeScope, executionOf, insideOf, type Run } from '../run';
import { assign, feel, put, visible } from './variables';

type Work = Activity | Event;

export const map = (run: Run, scope: string, mappings: readonly Mapping[], extra?: JsonObject): JsonObject =>
  Object.fromEntries(mappings.map(({ name, expression }) => [name, feel(run, scope, expression, extra)]));

/** Gives an execution data of its own. */
export function addData(run: Run, execution: string, variables: JsonObject): void {
  const before = run.scopes.get(execution);
  if (before) return changeScope(run, execution, { variables: { ...before.variables, ...variables } });
  const { element, scope } = executionOf(run, execution);
  run.scopes.set(execution, { element, parent: scope, variables, isContainer: false });
}

/** Properties, data inputs and data outputs, and the associations that fill them (BPMN 2.0, 10.4.2). */
export function openLocals(run: Run, execution: string, { locals, dataIn }: Work, stores?: JsonObject): void {
  if (locals.length === 0 && dataIn.length === 0) return;
  const { scope } = executionOf(run, execution);
  const empty = Object.fromEntries(locals.map((name) => [name, null]));
  addData(run, execution, { ...empty, ...map(run, scope, dataIn, stores) });
}

/** What the work is given: input mappings, else its data inputs. */
export function takeInputs(run: Run, execution: string, { inputs, dataIn }: Work): JsonObject {
  const given = map(run, insideOf(run, execution), inputs);
  if (inputs.length > 0) addData(run, execution, given);
  if (inputs.length > 0 || dataIn.length === 0) return given;
  const seen = visible(run, insideOf(run, execution));
  return Object.fromEntries(dataIn.map(({ name }) => [name, seen[name] ?? null]));
}

/** Takes a result over: output mappings say what of it, a name of a data output fills that, the rest goes to the variables. */
export function giveResult(
  run: Run,
  execution: string,
  { outputs }: Work,
  result: JsonObject,
  own: readonly string[],
): void {
  const inside = insideOf(run, execution);
  const given = outputs.length > 0 ? map(run, inside, outputs, result) : result;
  const local = run.scopes.has(execution) ? own : [];
  const filled = local.filter((name) => Object.hasOwn(given, name)).map((name) => [name, given[name] ?? null] as const);
  if (filled.length > 0) put(run, execution, Object.fromEntries(filled));
  const rest = Object.entries(given).filter(([name]) => !local.includes(name));
  assign(run, executionOf(run, execution).scope, Object.fromEntries(rest));
}

/** The associations out of data outputs, when the work is over. One that was not filled is unavailable: it is not copied (10.4.2). */
export function closeLocals(run: Run, execution: string, { dataOut }: Work): void {
  if (dataOut.length === 0) return;
  const out = Object.entries(map(run, insideOf(run, execution), dataOut)).filter(([, value]) => value !== null);
  assign(run, executionOf(run, execution).scope, Object.fromEntries(out));
  for (const [store, value] of out)
    if (dataOut.some((output) => output.store && output.name === store))
      run.effects.push({ type: 'write-data-store', store, value });
}

/** Names that a sub-process declares anew in each of its instances: all but what was put in for the whole activity. */
export const declaredAnew = ({ locals, dataIn, dataOutputs }: Activity): JsonObject =>
  Object.fromEntries(
    locals
      .filter((local) => !dataOutputs.includes(local) && !dataIn.some(({ name }) => name === local))
      .map((name) => [name, null]),
  );

