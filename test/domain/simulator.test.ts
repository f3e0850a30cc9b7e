import { readBundle } from '../../catalogue/bundle';
import { compileBundle } from '../../catalogue/publish';
import { compileProcess } from '../../domain/process/compile';
import { simulate } from '../../domain/process/simulator';
import { initialState } from '../../domain/process/state';
import { step } from '../../domain/process/step';

const START = { at: '2026-11-24T10:00:00Z', answers: {}, events: [], auto: false, untilIdle: false };
const VARIABLES = {
  application: { deceasedName: 'Иван', heirs: ['Мария'], settlement: 'town', trees: 1, place: 'x', reason: 'y' },
  applicant: {},
};

const graphOf = async (id: string) => {
  const { published } = await compileBundle(await readBundle(`services/${id}`));
  if (!published) throw new Error(`${id} does not compile`);
  return published.graph;
};

it('waits for people unless told, and goes on as they act', async () => {
  const graph = await graphOf('2016');
  const events = [
    { complete: 'Prepare', variables: { outcome: 'prepared', heirs: ['Мария'] } },
    { complete: 'Review', variables: { outcome: 'return', note: 'непълно' } },
  ];

  const simulation = simulate(graph, { ...START, variables: VARIABLES, events });

  expect(simulation).toMatchObject({ state: 'waiting', waitingFor: [{ element: 'Prepare', kind: 'user-task' }] });
});

it('fires timers at their own time when the clock is advanced', async () => {
  const graph = await graphOf('2016');

  const before = simulate(graph, { ...START, variables: VARIABLES, events: [{ advance: 'P4D' }] });
  const after = simulate(graph, { ...START, variables: VARIABLES, events: [{ advance: 'P6D' }] });

  expect(before.trace.map(({ event }) => event)).not.toContain('fired');
  expect(after.trace).toContainEqual({ at: '2026-11-29T10:00:00Z', element: 'FiveDays', event: 'fired' });
});

it('takes errors and values from the answers, one per visit', async () => {
  const graph = await graphOf('2128');
  const answers = { LookUpAddress: { error: 'RECORD_NOT_FOUND' } };

  const simulation = simulate(graph, { ...START, variables: VARIABLES, answers });

  expect(simulation.state).toBe('completed');
  expect(simulation.trace.map(({ element }) => element)).toContain('Terminated');
});

it('names the place at which a case goes round for ever', async () => {
  const { graph } = await compileProcess(ROUND, []);
  if (!graph) throw new Error('The model does not compile');

  const simulation = simulate(graph, { ...START, variables: {}, auto: true });

  expect(simulation).toMatchObject({
    state: 'incident',
    incidents: [{ element: 'Ask', code: 'SERVICE_INVALID', message: expect.stringContaining('goes round') }],
  });
});

const ROUND = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:prepiska="urn:prepiska:bpmn:1" id="d" targetNamespace="t">
  <process id="p" isExecutable="true">
    <startEvent id="Start"/>
    <userTask id="Ask" prepiska:form="ask">
      <potentialOwner id="o"><resourceAssignmentExpression><formalExpression>"clerk"</formalExpression></resourceAssignmentExpression></potentialOwner>
    </userTask>
    <sequenceFlow id="f1" sourceRef="Start" targetRef="Ask"/>
    <sequenceFlow id="f2" sourceRef="Ask" targetRef="Ask"/>
  </process>
</definitions>`;

it('throws an event again that could not be published, when it is tried again', async () => {
  const { graph } = await compileProcess(THROWING, []);
  if (!graph) throw new Error('The model does not compile');
  const at = '2026-11-24T10:00:00Z';
  const { state } = step(graph, initialState(graph), { type: 'start', at, variables: {} });
  const [execution = ''] = Object.keys(state.executions);

  const failed = step(graph, state, { type: 'fail', at, execution, code: 'UNAVAILABLE', message: 'silent' });
  const retried = step(graph, failed.state, { type: 'retry', at, execution });

  expect(failed.effects).toMatchObject([{ type: 'raise-incident', element: 'Cry' }]);
  expect(retried.effects).toMatchObject([{ type: 'publish', execution, triggers: [{ type: 'signal', name: 'Fire' }] }]);
});

const THROWING = `<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
  <signal id="fire" name="Fire"/>
  <process id="p" isExecutable="true">
    <startEvent id="Start"/>
    <intermediateThrowEvent id="Cry"><signalEventDefinition signalRef="fire"/></intermediateThrowEvent>
    <sequenceFlow id="f1" sourceRef="Start" targetRef="Cry"/>
  </process>
</definitions>`;
