import type { JsonObject } from '../../../domain/json';
import { compileProcess } from '../../../domain/process/compile';
import type { Effect, ProcessEvent, TraceEntry } from '../../../domain/process/events';
import type { ProcessGraph } from '../../../domain/process/graph';
import { initialState, variablesOf, type ProcessState } from '../../../domain/process/state';
import { step } from '../../../domain/process/step';
import { chain, dataInput, dataOutput, definitions, element, feel, processOf, thrownInput } from '../../support/models';

const AT = '2026-11-24T10:00:00Z';
const STORE = element('dataStore', { id: 'Store', name: 'kept' });
const REFERENCE = element('dataStoreReference', { id: 'Kept', dataStoreRef: 'Store' });
const READ = dataInput({ id: 'Held', name: 'held', from: 'Kept' });
const script = (id: string, text: string, ...before: readonly string[]): string =>
  element('scriptTask', { id, scriptFormat: 'application/feel' }, ...before, element('script', {}, text));

/** A case whose data stores answer when the test says so. */
async function begin(content: readonly string[], variables: JsonObject = {}) {
  const { graph, findings } = await compileProcess(
    definitions(STORE, element('signal', { id: 'Alarm', name: 'alarm' }), processOf('P', REFERENCE, ...content)),
    [],
  );
  if (!graph) throw new Error(JSON.stringify(findings));
  return carry(graph, variables);
}

function carry(graph: ProcessGraph, variables: JsonObject) {
  let state: ProcessState = initialState(graph);
  const effects: Effect[] = [];
  const trace: TraceEntry[] = [];

  /** What it asks the host for. */
  function happen(event: ProcessEvent): Effect['type'][] {
    const taken = step(graph, state, event);
    state = taken.state;
    effects.push(...taken.effects);
    trace.push(...taken.trace);
    return taken.effects.map(({ type }) => type);
  }

  const at = (element: string): string =>
    Object.keys(state.executions).find((id) => state.executions[id]?.element === element) ?? '';
  const asked = happen({ type: 'start', at: AT, variables });
  return {
    asked,
    happen,
    at,
    effects,
    trace: () => trace.map(({ element: id, event }) => `${event} ${id}`),
    state: () => state,
    read: (execution: string, value: JsonObject['']) =>
      happen({ type: 'data-store-read', at: AT, execution, values: { kept: value } }),
  };
}

const TASK = [element('userTask', { id: 'Ask' }, READ)];

it('asks what the store holds before the work begins, and begins with the answer', async () => {
  const run = await begin(TASK);
  const execution = run.at('Ask');

  expect(run.effects).toEqual([{ type: 'read-data-store', execution, element: 'Ask', stores: ['kept'] }]);
  expect(run.trace()).toEqual(['entered Ask']);
  run.read(execution, [1]);

  expect(run.effects.at(-1)).toMatchObject({ type: 'open-work-item', execution, inputs: { held: [1] } });
  expect(run.trace()).toEqual(['entered Ask']);
});

it('cannot be done or be answered for something else before it has begun', async () => {
  const run = await begin(TASK);
  const [before, execution] = [run.state(), run.at('Ask')];

  run.happen({ type: 'complete', at: AT, execution, variables: { done: true } });
  run.happen({ type: 'retry', at: AT, execution });
  expect(run.state()).toEqual(before);

  run.happen({ type: 'data-store-read', at: AT, execution, values: { other: 1 } });
  expect(run.effects.at(-1)).toMatchObject({ type: 'open-work-item', inputs: { held: null } });
  expect(variablesOf(run.state())).toEqual({});
});

it('hears no second answer', async () => {
  const run = await begin(TASK);
  run.read(run.at('Ask'), 1);
  const before = run.state();

  expect(run.read(run.at('Ask'), 2)).toEqual([]);
  expect(run.state()).toEqual(before);
});

it('drops the read of an activity that is interrupted, and takes back no work that was never asked for', async () => {
  const run = await begin([
    ...TASK,
    element(
      'boundaryEvent',
      { id: 'OnAlarm', attachedToRef: 'Ask' },
      element('signalEventDefinition', { signalRef: 'Alarm' }),
    ),
    element('userTask', { id: 'After' }),
    chain('OnAlarm', 'After'),
  ]);
  const execution = run.at('Ask');

  expect(run.happen({ type: 'signal', at: AT, name: 'alarm', variables: {} })).toEqual(['open-work-item']);
  expect(run.trace()).toEqual([
    'entered Ask',
    'cancelled Ask',
    'entered OnAlarm',
    'fired OnAlarm',
    'left OnAlarm',
    'entered After',
  ]);
  const before = run.state();
  run.read(execution, 1);
  expect(run.state()).toEqual(before);
});

it('can be skipped and given up while it waits for its store', async () => {
  const skipped = await begin([...TASK, element('userTask', { id: 'After' })]);
  skipped.happen({ type: 'skip', at: AT, execution: skipped.at('Ask'), to: 'After' });
  expect(skipped.trace()).toContain('cancelled Ask');
  expect(skipped.at('Ask')).toBe('');

  const cancelled = await begin(TASK);
  expect(cancelled.happen({ type: 'cancel', at: AT, execution: cancelled.at('Ask') })).toEqual(['end']);
});

const EACH = [
  element(
    'userTask',
    { id: 'Each' },
    READ,
    element('multiInstanceLoopCharacteristics', {}, element('loopDataInputRef', {}, 'Held')),
  ),
];

it('is an incident where it cannot begin with what the store holds, and asks again when it is tried again', async () => {
  const run = await begin(EACH);
  const execution = run.at('Each');

  expect(run.read(execution, 'no list')).toEqual(['raise-incident']);
  expect(run.happen({ type: 'retry', at: AT, execution })).toEqual(['read-data-store']);
  expect(run.read(execution, ['Ana', 'Boris'])).toEqual(['open-work-item', 'open-work-item']);
  expect(run.trace()).toEqual(['incident Each', 'entered Each', 'entered Each']);
});

it('is an incident that no error event catches where the store cannot be read', async () => {
  const run = await begin([
    ...TASK,
    element('boundaryEvent', { id: 'OnError', attachedToRef: 'Ask' }, element('errorEventDefinition', {})),
  ]);
  const execution = run.at('Ask');

  expect(run.happen({ type: 'fail', at: AT, execution, code: 'UNAVAILABLE', message: 'no' })).toEqual([
    'raise-incident',
  ]);
  expect(run.happen({ type: 'retry', at: AT, execution })).toEqual(['read-data-store']);
});

it('notes nothing of a marker that is cancelled before there are instances', async () => {
  const run = await begin(EACH);

  run.happen({ type: 'cancel', at: AT });

  expect(run.trace()).toEqual([]);
});

it('gives what a compensation handler reads as it is now, not as it was when what it undoes was done', async () => {
  const run = await begin([
    script('Book', '{made: 1}', dataOutput({ id: 'Made', name: 'made', to: 'Kept' })),
    element('boundaryEvent', { id: 'Unbook', attachedToRef: 'Book' }, element('compensateEventDefinition', {})),
    script('Undo', 'held', READ).replace('<scriptTask', '<scriptTask isForCompensation="true"'),
    element('association', { id: 'A', sourceRef: 'Unbook', targetRef: 'Undo', associationDirection: 'One' }),
    element('endEvent', { id: 'UndoAll' }, element('compensateEventDefinition', {})),
    chain('Book', 'UndoAll'),
  ]);
  expect(run.effects[0]).toEqual({ type: 'write-data-store', store: 'kept', value: 1 });

  const { happen, at } = run;
  happen({ type: 'data-store-read', at: AT, execution: at('Undo'), values: { kept: 2 } });

  expect(variablesOf(run.state())).toEqual({ kept: 2 });
  expect(run.state().status).toBe('completed');
});

it('lets an event throw only when it has read, and not when its process was ended meanwhile', async () => {
  const throws = element(
    'endEvent',
    { id: 'Shout' },
    thrownInput({ id: 'Held', name: 'held', from: 'Kept' }),
    element('signalEventDefinition', { signalRef: 'Alarm' }),
  );
  const run = await begin([throws]);

  expect(run.asked).toEqual(['read-data-store']);
  expect(run.happen({ type: 'complete', at: AT, execution: run.at('Shout'), variables: {} })).toEqual([]);
  run.read(run.at('Shout'), 7);
  expect(run.effects.at(-1)).toMatchObject({ type: 'publish', triggers: [{ name: 'alarm', variables: { held: 7 } }] });

  const ended = await begin([throws]);
  const execution = ended.at('Shout');
  ended.happen({ type: 'cancel', at: AT });
  expect(ended.read(execution, 7)).toEqual([]);
});

it('makes what was read a name of the process, which conditions look at', async () => {
  const run = await begin([
    ...TASK,
    element(
      'boundaryEvent',
      { id: 'Full', attachedToRef: 'Ask', cancelActivity: false },
      element('conditionalEventDefinition', {}, feel('condition', 'kept >= 3')),
    ),
  ]);

  run.read(run.at('Ask'), 3);

  expect(variablesOf(run.state())).toEqual({ kept: 3 });
  expect(run.trace()).toContain('fired Full');
});

it('writes what an activity gives in the order in which that happens, and nothing that was not given', async () => {
  const write = (id: string, value: string) =>
    script(id, `{made: ${value}}`, dataOutput({ id: `${id}_made`, name: 'made', to: 'Kept' }));
  const run = await begin([write('One', '1'), write('None', 'null'), write('Two', '[2]'), chain('One', 'None', 'Two')]);

  expect(run.effects.filter(({ type }) => type === 'write-data-store')).toEqual([
    { type: 'write-data-store', store: 'kept', value: 1 },
    { type: 'write-data-store', store: 'kept', value: [2] },
  ]);
});
