import fc from 'fast-check';

import { readBundle } from '../../catalogue/bundle';
import { compileBundle } from '../../catalogue/publish';
import type { ProcessEvent } from '../../domain/process/events';
import type { ProcessGraph } from '../../domain/process/graph';
import { initialState, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';

const AT = '2026-11-24T10:00:00Z';
const SERVICES = ['2128', '2016', '2086', 'signature-review'];
const graphs = new Map<string, ProcessGraph>();
beforeAll(async () => {
  for (const id of SERVICES) {
    const { published } = await compileBundle(await readBundle(`services/${id}`));
    if (published) graphs.set(id, published.graph);
  }
});

const VARIABLES = {
  application: {
    settlement: 'village',
    trees: 7,
    place: 'с. Змейово',
    species: 'топола',
    reason: 'опасност',
    deceasedName: 'Иван',
    heirs: ['Мария'],
  },
  applicant: { name: 'Мария' },
  findings: [],
  reviewer: 'records-clerk',
};

const graphOf = (id: string): ProcessGraph => {
  const graph = graphs.get(id);
  if (!graph) throw new Error(`${id} does not compile`);
  return graph;
};

/** The execution that stands at an element. */
const at = (state: ProcessState, element: string): string =>
  Object.keys(state.executions).find((id) => state.executions[id]?.element === element) ?? '';

/** Answers, failures, timers and retries in any order, some of them for things that do not wait. */
const anyHappening = fc.record({
  pick: fc.nat(),
  type: fc.constantFrom('complete', 'fail', 'timer', 'retry', 'stray'),
  outcome: fc.constantFrom('approve', 'return', 'refuse', 'prepared', 'accept', 'submit', 7, null),
});

function toEvent(
  state: ProcessState,
  { pick, type, outcome }: { pick: number; type: string; outcome: string | number | null },
): ProcessEvent {
  const executions = Object.keys(state.executions);
  const timers = Object.keys(state.subscriptions);
  const execution = executions[pick % Math.max(1, executions.length)] ?? 'nothing#1';
  if (type === 'timer') return { type, at: AT, timer: timers[pick % Math.max(1, timers.length)] ?? 'no-timer' };
  if (type === 'fail') return { type, at: AT, execution, code: 'RECORD_NOT_FOUND', message: 'none' };
  if (type === 'retry') return { type, at: AT, execution };
  return {
    type: 'complete',
    at: AT,
    execution: type === 'stray' ? 'stray#9' : execution,
    variables: { outcome, heirs: ['Мария'], note: 'x' },
  };
}

it.each(SERVICES)('never throws, keeps its state JSON and answers the same after a round trip (%s)', (id) => {
  const graph = graphOf(id);
  fc.assert(
    fc.property(fc.array(anyHappening, { maxLength: 25 }), (happenings) => {
      let { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: VARIABLES });
      for (const happening of happenings) {
        const event = toEvent(state, happening);
        const direct = step(graph, state, event);
        const carried = step(graph, JSON.parse(JSON.stringify(state)) as ProcessState, event);
        expect(carried).toEqual(direct);
        expect(JSON.parse(JSON.stringify(direct.state))).toEqual(direct.state);
        state = direct.state;
      }
    }),
    { numRuns: 200, seed: 2016 },
  );
});

it('leaves the state as it is when an event addresses nothing that waits', () => {
  const graph = graphOf('2016');
  const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: VARIABLES });

  const after = step(graph, state, { type: 'complete', at: AT, execution: 'Review#9', variables: {} });

  expect(after.state).toEqual(state);
  expect(after.effects).toEqual([]);
});

it('keeps an uncaught error as an incident that names the element, and goes on after a retry', () => {
  const graph = graphOf('2128');
  const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: VARIABLES });

  const failed = step(graph, state, {
    type: 'fail',
    at: AT,
    execution: at(state, 'LookUpAddress'),
    code: 'REGISTER_UNAVAILABLE',
    message: 'silent',
  });
  const retried = step(graph, failed.state, { type: 'retry', at: AT, execution: at(state, 'LookUpAddress') });

  expect(failed.effects).toMatchObject([
    { type: 'raise-incident', element: 'LookUpAddress', code: 'REGISTER_UNAVAILABLE' },
  ]);
  expect(retried.effects).toMatchObject([{ type: 'call-operation', execution: at(state, 'LookUpAddress') }]);
});

it('catches a named error at its boundary event', () => {
  const graph = graphOf('2128');
  const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: VARIABLES });

  const { effects } = step(graph, state, {
    type: 'fail',
    at: AT,
    execution: at(state, 'LookUpAddress'),
    code: 'RECORD_NOT_FOUND',
    message: 'none',
  });

  expect(effects).toMatchObject([{ type: 'call-operation', inputs: { letter: 'not-found' } }]);
});

it('routes by the decision table and says when a timer falls due', () => {
  const trees = graphOf('2086');
  const few = { ...VARIABLES, application: { ...VARIABLES.application, trees: 3 } };
  const routed = step(trees, initialState(trees), { type: 'start', at: AT, variables: few });
  const heirs = graphOf('2016');
  const prepared = step(heirs, initialState(heirs), { type: 'start', at: AT, variables: VARIABLES });

  expect(routed.effects).toMatchObject([{ type: 'open-work-item', candidates: ['agriculture-officer'] }]);
  expect(prepared.effects.find(({ type }) => type === 'set-timer')).toMatchObject({ dueAt: '2026-11-29T10:00:00Z' });
});
