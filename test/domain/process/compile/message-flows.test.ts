import { compileProcess } from '../../../../domain/process/compile';
import { file } from './models';

/** Two pools: the first sends twice, the second waits twice; `flows` are drawn between them. */
const pools = (flows: string, send = '', wait = '') =>
  file(`
    <message id="M" name="Order"/>
    <collaboration id="C"><participant id="A" processRef="P"/><participant id="B" processRef="Q"/><participant id="Box"/>${flows}</collaboration>
    <process id="P" isExecutable="true">
      <sendTask id="Send" ${send}/>
      <endEvent id="Throw"><messageEventDefinition/></endEvent>
      <sequenceFlow id="SendThrow" sourceRef="Send" targetRef="Throw"/>
    </process>
    <process id="Q" isExecutable="true">
      <startEvent id="Start"><messageEventDefinition ${wait}/></startEvent>
      <receiveTask id="Receive"/>
      <sequenceFlow id="StartReceive" sourceRef="Start" targetRef="Receive"/>
    </process>`);
const flow = (id: string, from: string, to: string, message = '') =>
  `<messageFlow id="${id}" sourceRef="${from}" targetRef="${to}" ${message}/>`;

async function messages(xml: string): Promise<Record<string, string | undefined>> {
  const { graph, findings } = await compileProcess(xml, []);
  if (!graph) throw new Error(findings.map(({ message }) => message.en).join('\n'));
  const names = ['Send', 'Throw', 'Start', 'Receive'].map((id) => {
    const element = graph.elements[id];
    const [definition] = element && 'definitions' in element ? element.definitions : [];
    const message = element && 'message' in element ? element.message : definition;
    return [id, message?.type === 'message' ? message.message : undefined] as const;
  });
  return Object.fromEntries(names);
}

it('gives both ends of a message flow its message', async () => {
  const xml = pools(flow('F', 'Send', 'Start', 'messageRef="M"'));
  expect(await messages(xml)).toMatchObject({ Send: 'Order', Start: 'Order' });
});

it('gives one end the message that the other says', async () => {
  expect(await messages(pools(flow('F', 'Send', 'Start'), 'messageRef="M"'))).toMatchObject({ Start: 'Order' });
  expect(await messages(pools(flow('F', 'Send', 'Start'), '', 'messageRef="M"'))).toMatchObject({ Send: 'Order' });
});

it('names it by who sends it where nobody says one, for all that are connected', async () => {
  const both = flow('F', 'Send', 'Start') + flow('G', 'Throw', 'Receive') + flow('H', 'Send', 'Receive');
  expect(await messages(pools(both))).toEqual({ Send: 'Send', Throw: 'Send', Start: 'Send', Receive: 'Send' });
  const each = flow('F', 'Send', 'Start') + flow('G', 'Throw', 'Receive');
  expect(await messages(pools(each))).toEqual({ Send: 'Send', Throw: 'Throw', Start: 'Send', Receive: 'Throw' });
});

it('leaves alone what is connected with a pool only, or says a message of its own', async () => {
  const box = flow('F', 'Send', 'Box') + flow('G', 'Box', 'Start');
  expect(await messages(pools(box))).toEqual({ Send: undefined, Throw: 'Throw', Start: 'Start', Receive: undefined });
  const own = pools(flow('F', 'Throw', 'Start'), '', 'messageRef="M"');
  expect(await messages(own)).toMatchObject({ Throw: 'Order', Start: 'Order' });
});
