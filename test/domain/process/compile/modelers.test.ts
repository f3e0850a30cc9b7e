import { compileProcess } from '../../../../domain/process/compile';
import { simulate, type Simulation, type SimulationOptions } from '../../../../domain/process/simulator';
import { MODELERS, writtenBy } from './modelers';

/** The same models in the manner of each modeler: all are read alike, and run alike. */

interface Case {
  readonly says: string;
  readonly model: string;
  readonly options?: Partial<SimulationOptions>;
  readonly expected: {
    readonly state: Simulation['state'];
    readonly passes: readonly string[];
    readonly variables?: object;
  };
}

const formal = (tag: string, expression: string) => `<${tag} xsi:type="tFormalExpression">${expression}</${tag}>`;
const flow = (id: string, from: string, to: string, condition = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;

const CASES: readonly Case[] = [
  {
    says: 'a decision, with a default flow and flows written before what they connect',
    model: `<process id="Order" name="Order" isExecutable="true">
      ${flow('f1', 'Start', 'Check')}${flow('f2', 'Check', 'Gate')}
      ${flow('f3', 'Gate', 'Big', formal('conditionExpression', '<![CDATA[amount > 100]]>'))}${flow('f4', 'Gate', 'Small')}
      ${flow('f5', 'Big', 'End')}${flow('f6', 'Small', 'End')}
      <endEvent id="End" name=""/><exclusiveGateway id="Gate" name="How much?" default="f4"/>
      <userTask id="Check" name="Check"/><task id="Big"/><manualTask id="Small"/><startEvent id="Start"/>
    </process>`,
    options: { variables: { amount: 500 } },
    expected: { state: 'completed', passes: ['Start', 'Check', 'Gate', 'Big', 'End'] },
  },
  {
    says: 'pools with nested lanes, message flows, a group and a text annotation',
    model: `<category id="Cat"><categoryValue id="Cat1" value="g"/></category>
    <collaboration id="Co"><participant id="Pool1" name="Town" processRef="tns:Order"><participantMultiplicity minimum="0" maximum="1"/></participant>
      <participant id="Pool2" name="Citizen"/><messageFlow id="mf1" sourceRef="Pool2" targetRef="Start" messageRef="tns:M1"/><messageFlow id="mf2" sourceRef="Send" targetRef="Pool2"/></collaboration>
    <message id="M1" name="Application"/>
    <process id="Order"><laneSet id="LS"><lane id="L1" name="Office"><flowNodeRef>Start</flowNodeRef>
        <childLaneSet id="LS2"><lane id="L2" name="Desk"><flowNodeRef>Send</flowNodeRef><flowNodeRef>End</flowNodeRef></lane></childLaneSet></lane></laneSet>
      <startEvent id="Start"/><sendTask id="Send"/><endEvent id="End"/>${flow('f1', 'Start', 'Send')}${flow('f2', 'Send', 'End')}
      <group id="G" categoryValueRef="Cat1"/><textAnnotation id="T"><text>Note</text></textAnnotation>
      <association id="A" sourceRef="Send" targetRef="T" associationDirection="None"/>
    </process>`,
    expected: { state: 'completed', passes: ['Start', 'Send', 'End'] },
  },
  {
    says: 'data objects and stores, inputs and outputs with all their ids',
    model: `<itemDefinition id="Item" structureRef="xsd:string" isCollection="false" itemKind="Information"/><dataStore id="Store" name="ledger" isUnlimited="true"/>
    <process id="Order" isExecutable="true"><ioSpecification id="IO0"><inputSet id="IS0"/><outputSet id="OS0"/></ioSpecification>
      <property id="note" itemSubjectRef="tns:Item" name="note"/>
      <dataObjectReference id="Ref" name="total" dataObjectRef="Data"/><startEvent id="Start"/>
      <scriptTask id="Add"><ioSpecification id="IO1"><dataOutput id="Out1" name="sum" itemSubjectRef="tns:Item"/><inputSet id="IS1"/><outputSet id="OS1"><dataOutputRefs>Out1</dataOutputRefs></outputSet></ioSpecification>
        <dataOutputAssociation id="DOA1"><sourceRef>Out1</sourceRef><targetRef>Ref</targetRef></dataOutputAssociation><script>{ sum: 1 + 2 }</script></scriptTask>
      <task id="Use"><ioSpecification id="IO2"><dataInput id="In1" name="given" itemSubjectRef="tns:Item"/><inputSet id="IS2"><dataInputRefs>In1</dataInputRefs></inputSet><outputSet id="OS2"/></ioSpecification>
        <dataInputAssociation id="DIA1"><sourceRef>Ref</sourceRef><targetRef>In1</targetRef></dataInputAssociation></task>
      <dataObject id="Data" itemSubjectRef="tns:Item"/><endEvent id="End"/>
      ${flow('f1', 'Start', 'Add')}${flow('f2', 'Add', 'Use')}${flow('f3', 'Use', 'End')}
    </process>`,
    expected: { state: 'completed', passes: ['Start', 'Add', 'Use', 'End'], variables: { total: 3 } },
  },
  {
    says: 'a sub-process with boundary events, and an event sub-process',
    model: `<error id="E1" name="Refused" errorCode="refused"/><escalation id="X1" name="Late" escalationCode="late"/><signal id="S1" name="Alarm"/>
    <process id="Order" isExecutable="true"><startEvent id="Start"/>
      <subProcess id="Sub" triggeredByEvent="false"><startEvent id="In"/><userTask id="Work"/><endEvent id="Fail"><errorEventDefinition id="ed1" errorRef="tns:E1"/></endEvent>${flow('s1', 'In', 'Work')}${flow('s2', 'Work', 'Fail')}</subProcess>
      <boundaryEvent id="Late" attachedToRef="Sub" cancelActivity="false"><timerEventDefinition id="td1">${formal('timeDuration', 'PT1H')}</timerEventDefinition></boundaryEvent>
      <boundaryEvent id="Caught" attachedToRef="Sub"><errorEventDefinition id="ed2" errorRef="tns:E1"/></boundaryEvent>
      <subProcess id="On" triggeredByEvent="true"><startEvent id="Heard"><signalEventDefinition id="sd1" signalRef="tns:S1"/></startEvent><endEvent id="Done"/>${flow('e1', 'Heard', 'Done')}</subProcess>
      <endEvent id="End"/><endEvent id="LateEnd"><escalationEventDefinition id="xd1" escalationRef="tns:X1"/></endEvent><endEvent id="Normal"/>
      ${flow('f1', 'Start', 'Sub')}${flow('f2', 'Sub', 'Normal')}${flow('f3', 'Caught', 'End')}${flow('f4', 'Late', 'LateEnd')}
    </process>`,
    expected: { state: 'completed', passes: ['Start', 'In', 'Work', 'Fail', 'Caught', 'End'] },
  },
  {
    says: 'markers: instances, a loop, and what is called by a qualified name',
    model: `<globalScriptTask id="Global"><script>{ called: true }</script></globalScriptTask>
    <process id="Called" isExecutable="true"><startEvent id="CS"/><endEvent id="CE"/>${flow('c1', 'CS', 'CE')}</process>
    <process id="Order" isExecutable="true"><startEvent id="Start"/>
      <task id="Many"><multiInstanceLoopCharacteristics id="mi" isSequential="true"><loopCardinality id="lc" xsi:type="tFormalExpression">2</loopCardinality></multiInstanceLoopCharacteristics></task>
      <task id="Again"><standardLoopCharacteristics id="sl" testBefore="true" loopMaximum="2"><loopCondition xsi:type="tFormalExpression">true</loopCondition></standardLoopCharacteristics></task>
      <callActivity id="Call" calledElement="tns:Called"/><callActivity id="Call2" calledElement="tns:Global"/><endEvent id="End"/>
      ${flow('f1', 'Start', 'Many')}${flow('f2', 'Many', 'Again')}${flow('f3', 'Again', 'Call')}${flow('f4', 'Call', 'Call2')}${flow('f5', 'Call2', 'End')}
    </process>`,
    options: { processes: ['Order'] },
    expected: {
      state: 'completed',
      passes: ['Start', 'Many', 'Many', 'Again', 'Again', 'CS', 'CE', 'Call', 'Global', 'Call2', 'End'],
      variables: { called: true },
    },
  },
  {
    says: 'events that refer to what they are about by qualified names, and an event-based gateway',
    model: `<message id="M1" name="Paid" itemRef="tns:Item"/><itemDefinition id="Item"/><interface id="I" name="Payments"><operation id="Op" name="pay"><inMessageRef>tns:M1</inMessageRef></operation></interface>
    <process id="Order" isExecutable="true"><startEvent id="Start"/><eventBasedGateway id="Wait" eventGatewayType="Exclusive" instantiate="false"/>
      <intermediateCatchEvent id="Paid"><messageEventDefinition id="md1" messageRef="tns:M1"/></intermediateCatchEvent>
      <intermediateCatchEvent id="Late"><timerEventDefinition id="td1">${formal('timeDuration', 'P1D')}</timerEventDefinition></intermediateCatchEvent>
      <serviceTask id="Book" operationRef="tns:Op"/><intermediateThrowEvent id="Passed" name="passed"/><endEvent id="End"><terminateEventDefinition id="ted1"/></endEvent><endEvent id="LateEnd"/>
      ${flow('f1', 'Start', 'Wait')}${flow('f2', 'Wait', 'Paid')}${flow('f3', 'Wait', 'Late')}${flow('f4', 'Paid', 'Book')}${flow('f5', 'Book', 'Passed')}${flow('f6', 'Passed', 'End')}${flow('f7', 'Late', 'LateEnd')}
    </process>`,
    options: { events: [{ message: 'Paid' }] },
    expected: { state: 'terminated', passes: ['Start', 'Wait', 'Paid', 'Book', 'Passed', 'End'] },
  },
];

const OPTIONS: SimulationOptions = {
  at: '2030-01-01T00:00:00Z',
  variables: {},
  answers: {},
  events: [],
  auto: true,
  untilIdle: false,
};

describe.each(MODELERS)('in the manner of $name', (modeler) => {
  it.each(CASES)('runs $says', async ({ model, options, expected }) => {
    const { graph, findings } = await compileProcess(writtenBy(modeler, model), [], { process: 'Order' });

    expect(findings).toEqual([]);
    const simulation = simulate(graph as NonNullable<typeof graph>, { ...OPTIONS, ...options });
    expect(simulation.state).toBe(expected.state);
    expect(simulation.variables).toMatchObject(expected.variables ?? {});
    const passed = simulation.trace.filter(({ event }) => event === 'left').map(({ element }) => element);
    expect(passed).toEqual(expected.passes);
  });
});
