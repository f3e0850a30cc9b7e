import fc from 'fast-check';

import { compileProcess } from '../../../../domain/process/compile';
import type { ProcessEvent } from '../../../../domain/process/events';
import type { JsonObject } from '../../../../domain/json';
import type { ProcessGraph } from '../../../../domain/process/graph';
import { initialState, type ProcessState } from '../../../../domain/process/state';
import { step } from '../../../../domain/process/step';
import { EVERYTHING } from './everything';
import { AT } from './happenings';
import { carryOut, checkConsistency, NEW_HOST } from './host';

/** Anything at all, in any order, most of it for something that is there. */
interface Anything {
  readonly type: ProcessEvent['type'];
  readonly pick: number;
  readonly isStray: boolean;
  readonly code: string;
  readonly variables: JsonObject;
}

const variables = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__', 'item'),
  fc.constantFrom(0, 1, 2, 'x', null, true, [1, 2]),
  { maxKeys: 3, noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

const anything: fc.Arbitrary<Anything> = fc.record({
  type: fc.constantFrom<ProcessEvent['type']>(
    ...(['complete', 'complete', 'complete', 'complete', 'complete', 'complete', 'complete', 'complete'] as const),
    ...(['fail', 'escalate', 'timer', 'message', 'signal', 'set-variables', 'retry', 'retry', 'skip'] as const),
    ...(['data-store-read', 'data-store-read', 'data-store-read', 'cancel', 'start'] as const),
  ),
  pick: fc.nat({ max: 30 }),
  isStray: fc.boolean(),
  code: fc.constantFrom('E1', 'E2', 'late', 'paid', 'alarm', '__proto__'),
  variables,
});

const STRAYS = ['nothing#1', '__proto__', 'constructor', ''];

function toEvent(
  graph: ProcessGraph,
  state: ProcessState,
  { type, pick, isStray, code, variables }: Anything,
): ProcessEvent {
  const oneOf = (ids: readonly string[]): string =>
    (isStray && pick % 4 === 0 ? undefined : ids[pick % Math.max(1, ids.length)]) ??
    (STRAYS[pick % STRAYS.length] as string);
  const execution = oneOf(Object.keys(state.executions));
  switch (type) {
    case 'start':
      return { type, at: AT, variables };
    case 'timer':
      return { type, at: AT, timer: oneOf(Object.keys(state.subscriptions)) };
    case 'message':
      return { type, at: AT, name: code, variables };
    case 'signal':
      return { type, at: AT, name: code, variables };
    case 'set-variables':
      return { type, at: AT, variables };
    case 'fail':
    case 'escalate':
      return { type, at: AT, execution, code, message: 'no' };
    case 'skip':
      return { type, at: AT, execution, to: oneOf(Object.keys(graph.elements)) };
    case 'data-store-read':
      return { type, at: AT, execution, values: { kept: variables } };
    case 'cancel':
      return pick === 30 ? { type, at: AT } : { type, at: AT, execution };
    default:
      return { type, at: AT, execution, variables };
  }
}

async function graphOf(xml: string): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(xml, []);
  if (!graph) throw new Error(JSON.stringify(findings, null, 1));
  return graph;
}

function play(graph: ProcessGraph, start: JsonObject, happenings: readonly Anything[]): void {
  const told: ProcessEvent[] = [];
  let [state, host] = [initialState(graph), NEW_HOST];
  const happen = (event: ProcessEvent): void => {
    told.push(event);
    const before = JSON.stringify(state);
    const direct = step(graph, state, event);
    const carried = step(graph, JSON.parse(before) as ProcessState, event);
    expect(JSON.stringify(carried)).toBe(JSON.stringify(direct));
    expect(JSON.parse(JSON.stringify(direct))).toEqual(direct);
    expect(JSON.stringify(state)).toBe(before);
    expect(direct.state.next).toBeGreaterThanOrEqual(state.next);
    [state, host] = [direct.state, carryOut(host, event, direct.effects)];
    checkConsistency(graph, state, host);
  };
  try {
    happen({ type: 'start', at: AT, variables: start });
    for (const happening of happenings) happen(toEvent(graph, state, happening));
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${said}\nevents:\n${told.map((event) => `  ${JSON.stringify(event)}`).join('\n')}`, {
      cause: error,
    });
  }
}

it.each(Object.keys(EVERYTHING))('keeps its state whole and its host informed, whatever happens (%s)', async (name) => {
  const graph = await graphOf(EVERYTHING[name] as string);
  const start = fc.record({ a: fc.nat({ max: 2 }), b: fc.nat({ max: 2 }), c: fc.nat({ max: 2 }) });

  fc.assert(
    fc.property(start, fc.array(anything, { minLength: 5, maxLength: 40 }), (variables, happenings) =>
      play(graph, variables, happenings),
    ),
    { numRuns: 150, seed: 13 },
  );
});
