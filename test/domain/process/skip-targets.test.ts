import { initialState } from '../../../domain/process/state';
import { maySkip, skipTargets } from '../../../domain/process/skip-targets';
import { step } from '../../../domain/process/step';
import { compile, process } from './compile/models';

const AT = '2026-11-24T10:00:00Z';

/** A step that can be undone, and an end that undoes it; what undoes it gets stuck. */
const MODEL = process(`<startEvent id="S"/><task id="Do"/><endEvent id="E"><compensateEventDefinition/></endEvent>
  <boundaryEvent id="B" attachedToRef="Do"><compensateEventDefinition/></boundaryEvent>
  <callActivity id="Undo" isForCompensation="true" calledElement="=nothing"/>
  <association id="A" associationDirection="One" sourceRef="B" targetRef="Undo"/>
  <sequenceFlow id="F1" sourceRef="S" targetRef="Do"/><sequenceFlow id="F2" sourceRef="Do" targetRef="E"/>`);

it('are the elements that a flow can lead to', async () => {
  expect(skipTargets(await compile(MODEL), 'Do')).toEqual(['E']);
});

it('are none for what compensates, and the engine takes no such order', async () => {
  const graph = await compile(MODEL);
  const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: {} });
  const [stuck = ''] = Object.keys(state.executions).filter((id) => state.executions[id]?.state === 'incident');

  expect(state.executions[stuck]?.element).toBe('Undo');
  expect(skipTargets(graph, 'Undo')).toEqual([]);
  expect(maySkip(graph, (id) => state.executions[id], stuck, 'Do')).toBe(false);
  expect(step(graph, state, { type: 'skip', at: AT, execution: stuck, to: 'Do' })).toMatchObject({ state, trace: [] });
});
