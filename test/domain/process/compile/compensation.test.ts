import { compileProcess } from '../../../../domain/process/compile';
import { compile, file, refused, sequence } from './models';

const BOUNDARY = '<boundaryEvent id="B" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>';
const UNDO = '<task id="Undo" isForCompensation="true"/>';
const ASSOCIATION = '<association id="Assoc" sourceRef="B" targetRef="Undo" associationDirection="One"/>';
const AROUND = '<startEvent id="S"/><task id="A"/><sequenceFlow id="F" sourceRef="S" targetRef="A"/>';

it('connects an activity with what undoes it by an association, though that is drawn in the collaboration', async () => {
  const content = `<process id="P" isExecutable="true">${AROUND}${BOUNDARY}${UNDO}</process>`;
  const pools = `<collaboration id="C"><participant id="Pool" processRef="P"/>${ASSOCIATION}</collaboration>`;

  const { elements } = await compile(file(pools + content));

  expect(elements['A']).toMatchObject({ compensatedBy: 'Undo' });
});

it('refuses a flow out of a compensation event at a border', async () => {
  const flow = '<task id="Next"/><sequenceFlow id="G" sourceRef="B" targetRef="Next"/>';

  expect(await refused(file(`<process id="P" isExecutable="true">${AROUND}${BOUNDARY}${flow}</process>`))).toEqual([
    'compensation-handler B',
  ]);
});

it('warns where a compensation event at a border leads to nothing that undoes', async () => {
  const { graph, findings } = await compileProcess(
    sequence(['<startEvent id="S"/>', '<task id="A"/>', '<endEvent id="E"/>']).replace(
      '</process>',
      `${BOUNDARY}</process>`,
    ),
    [],
  );

  expect(graph).toBeDefined();
  expect(findings).toMatchObject([{ rule: 'compensation-handler', element: 'B', severity: 'warning' }]);
});
