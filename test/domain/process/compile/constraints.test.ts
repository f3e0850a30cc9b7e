import { compileProcess } from '../../../../domain/process/compile';
import { compile, process, refused } from './models';

/** What the standard forbids, each beside a neighbour that it allows. */

const NAMED = '<message id="M" name="Order"/><signal id="Sig" name="Alarm"/>';
const message = '<messageEventDefinition messageRef="M"/>';
const timer = '<timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition>';

/** Flows by their ends, such as `A>B`; with a condition behind a colon. */
const flows = (...written: string[]) =>
  written
    .map((each) => {
      const [, from = '', to = '', condition] = /^(\w+)>(\w+)(?::(.+))?$/.exec(each) ?? [];
      const content = condition === undefined ? '' : `<conditionExpression>${condition}</conditionExpression>`;
      return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}">${content}</sequenceFlow>`;
    })
    .join('');

const drawn = (content: string, ...paths: string[]) =>
  process(`<startEvent id="S"/>${content}${flows(...paths)}`, NAMED);

const catching = (id: string, definition: string) =>
  `<intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>`;

const isAccepted = async (xml: string) => Object.keys((await compile(xml)).elements).length > 0;

const warned = async (xml: string) =>
  (await compileProcess(xml, [])).findings.map(({ rule, element, severity }) => `${severity} ${rule} ${element}`);

describe('conditions', () => {
  const after = (element: string) => drawn(`${element}<task id="A"/><task id="B"/>`, 'S>X', 'X>A:n = 1', 'X>B');

  it('stand after activities and gateways that choose', async () => {
    for (const element of ['task', 'exclusiveGateway', 'inclusiveGateway', 'complexGateway'])
      expect(await isAccepted(after(`<${element} id="X"/>`))).toBe(true);
  });

  it('stand neither after events nor after event-based gateways', async () => {
    expect(await refused(after(catching('X', timer)))).toEqual(['condition-source X_A']);
    expect(await refused(drawn('<task id="A"/>', 'S>A:n = 1'))).toEqual(['condition-source S_A']);
    const gateway = drawn(
      `<eventBasedGateway id="X"/>${catching('A', timer)}${catching('B', message)}`,
      ...['S>X', 'X>A:n = 1', 'X>B'],
    );
    expect(await refused(gateway)).toEqual(['condition-source X_A']);
  });

  it('mean nothing after a parallel gateway, which is said', async () => {
    expect(await warned(after('<parallelGateway id="X"/>'))).toEqual(['warning condition-source X_A']);
  });
});

describe('default flows', () => {
  const byDefault = (element: string) => drawn(`${element}<task id="A"/><task id="B"/>`, 'S>X', 'X>A', 'X>B');

  it('belong to what chooses', async () => {
    expect(await isAccepted(byDefault('<inclusiveGateway id="X" default="X_A"/>'))).toBe(true);
    expect(await refused(byDefault('<parallelGateway id="X" default="X_A"/>'))).toEqual(['default-flow X']);
    expect(await refused(byDefault('<intermediateThrowEvent id="X" default="X_A"/>'))).toEqual(['default-flow X']);
  });
});

describe('the flows that an element lists', () => {
  const listing = (lists: string) => drawn(`<task id="A">${lists}</task><task id="B"/>`, 'S>A', 'A>B', 'B>A');

  it('are all that it has, in any order, or none are listed', async () => {
    const all = '<incoming>B_A</incoming><incoming>S_A</incoming><outgoing>A_B</outgoing>';
    for (const lists of ['', '<outgoing>A_B</outgoing>', all]) expect(await isAccepted(listing(lists))).toBe(true);
  });

  it('are no others, and none is missing', async () => {
    expect(await refused(listing('<outgoing>A_B</outgoing><outgoing>S_A</outgoing>'))).toEqual(['flow-lists A']);
    expect(await refused(listing('<incoming>S_A</incoming>'))).toEqual(['flow-lists A']);
    expect(await refused(listing('<outgoing>gone</outgoing>'))).toEqual(['reference-resolves A']);
  });
});

describe('links', () => {
  const link = (definition = '<linkEventDefinition name="l"/>') =>
    `<intermediateThrowEvent id="T">${definition}</intermediateThrowEvent>`;
  const caught = (more = '') => catching('C', `<linkEventDefinition id="L" name="l"/>${more}`);

  it('are entered on one side and left on the other', async () => {
    expect(await isAccepted(drawn(`${link()}${caught()}<task id="A"/>`, 'S>T', 'C>A'))).toBe(true);
    expect(await refused(drawn(`${link()}${caught()}<task id="A"/>`, 'S>T', 'T>A', 'C>A'))).toEqual(['event-flows T']);
    expect(await refused(drawn(`${link()}${caught()}<task id="A"/>`, 'S>T', 'C>A', 'A>C'))).toEqual(['event-flows C']);
  });

  it('stand alone', async () => {
    expect(await refused(drawn(`${link()}${caught(timer)}`, 'S>T'))).toEqual(['event-definition C']);
  });

  it('lead to a catching event of the same place, by whatever they name it', async () => {
    const aimed = (target: string) =>
      link(`<linkEventDefinition id="Own" name="l"><target>${target}</target></linkEventDefinition>`);
    expect(await isAccepted(drawn(`${aimed('L')}${caught()}`, 'S>T'))).toBe(true);
    expect(await refused(drawn(aimed('Own'), 'S>T'))).toEqual(['link-target T']);
    const inside = `<subProcess id="Sub"><startEvent id="I"/>${caught()}</subProcess>`;
    expect(await refused(drawn(`${aimed('L')}${inside}`, 'S>T', 'S>Sub'))).toEqual(['link-target T']);
  });
});

describe('event-based gateways', () => {
  const gateway = (content: string, ...paths: string[]) =>
    drawn(`<eventBasedGateway id="G"/>${content}`, 'S>G', 'G>A', 'G>B', ...paths);

  it('lead to messages, signals, timers and conditions, or to receive tasks and all but messages', async () => {
    expect(await isAccepted(gateway(`${catching('A', message)}${catching('B', timer)}`))).toBe(true);
    expect(await isAccepted(gateway(`<receiveTask id="A" messageRef="M"/>${catching('B', timer)}`))).toBe(true);
    expect(await refused(gateway(`<receiveTask id="A" messageRef="M"/>${catching('B', message)}`))).toEqual([
      'event-gateway-mixture G',
    ]);
    const link = `${catching('A', '<linkEventDefinition name="l"/>')}<intermediateThrowEvent id="T"><linkEventDefinition name="l"/></intermediateThrowEvent>`;
    expect(await refused(gateway(`${link}${catching('B', timer)}`, 'S>T'))).toContain('event-gateway-targets G');
  });

  it('are the only way to what follows them, which nothing else can happen to', async () => {
    const both = `${catching('A', message)}${catching('B', timer)}<task id="C"/>`;
    expect(await isAccepted(gateway(both, 'A>C', 'B>C'))).toBe(true);
    expect(await refused(gateway(both, 'A>C', 'C>B'))).toEqual(['event-gateway-targets B']);
    const received = `<receiveTask id="A" messageRef="M"/><boundaryEvent id="Late" attachedToRef="A">${timer}</boundaryEvent>`;
    expect(await refused(gateway(`${received}${catching('B', timer)}`))).toEqual(['event-gateway-targets A']);
  });

  it('are parallel only where they begin a process', async () => {
    const beginning = (attributes: string) =>
      process(
        `<eventBasedGateway id="G" ${attributes}/>${catching('A', message)}${catching('B', '<signalEventDefinition signalRef="Sig"/>')}${flows('G>A', 'G>B')}`,
        NAMED,
      );
    expect(await isAccepted(beginning('instantiate="true" eventGatewayType="Parallel"'))).toBe(true);
    expect(await refused(beginning('eventGatewayType="Parallel"'))).toEqual(['instantiation G']);
  });
});

describe('what begins a process', () => {
  const receive = '<receiveTask id="R" messageRef="M" instantiate="true"/>';

  it('stands at its beginning, or right after a none start event', async () => {
    expect(await isAccepted(process(receive, NAMED))).toBe(true);
    expect(await isAccepted(drawn(receive, 'S>R'))).toBe(true);
    expect(await refused(drawn(`${receive}<task id="A"/>`, 'S>A', 'A>R'))).toEqual(['instantiation R']);
    expect(await refused(drawn(`${receive}<task id="A"/>`, 'S>R', 'R>A', 'A>R'))).toEqual(['instantiation R']);
  });

  it('does not stand in a sub-process', async () => {
    expect(await refused(drawn(`<subProcess id="Sub">${receive}</subProcess>`, 'S>Sub'))).toEqual(['instantiation R']);
  });
});

describe('events that always interrupt', () => {
  const start = (attributes: string, definition: string) =>
    drawn(
      `<subProcess id="Sub"><task id="A"/><subProcess id="On" triggeredByEvent="true"><startEvent id="I" ${attributes}>${definition}</startEvent></subProcess></subProcess>`,
      'S>Sub',
    );

  it('are errors and compensation at the start of an event sub-process', async () => {
    for (const definition of ['<errorEventDefinition/>', '<compensateEventDefinition/>']) {
      expect(await isAccepted(start('', definition))).toBe(true);
      expect(await refused(start('isInterrupting="false"', definition))).toEqual(['event-interrupting I']);
    }
    expect(await isAccepted(start('isInterrupting="false"', message))).toBe(true);
  });

  it('are no matter at the start of a process, where there is nothing to interrupt', async () => {
    expect(await isAccepted(process(`<startEvent id="S" isInterrupting="false">${message}</startEvent>`, NAMED))).toBe(
      true,
    );
  });
});

describe('compensation', () => {
  const undo = '<task id="A"/><boundaryEvent id="B" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>';
  const handler = '<task id="H" isForCompensation="true"/><association id="As" sourceRef="B" targetRef="H"/>';
  const thrown = '<endEvent id="T"><compensateEventDefinition activityRef="A"/></endEvent>';

  it('is reached by an association, not by a flow', async () => {
    expect(await isAccepted(drawn(`${undo}${handler}`, 'S>A'))).toBe(true);
    expect(await refused(drawn(`${undo}${handler}<task id="C"/>`, 'S>A', 'B>C'))).toEqual(['compensation-handler B']);
  });

  it('without an association undoes nothing, which the standard allows and a warning says', async () => {
    expect(await warned(drawn(undo, 'S>A'))).toEqual(['warning compensation-handler B']);
  });

  it('is of an activity on the same level, or around the event sub-process it is thrown in', async () => {
    expect(await isAccepted(drawn(`${undo}${handler}${thrown}`, 'S>A', 'A>T'))).toBe(true);
    const inEvent = `<subProcess id="On" triggeredByEvent="true"><startEvent id="I"><errorEventDefinition/></startEvent>${thrown}${flows('I>T')}</subProcess>`;
    expect(await isAccepted(drawn(`${undo}${handler}${inEvent}`, 'S>A'))).toBe(true);
    const inside = `<subProcess id="Sub">${undo}${handler}</subProcess>`;
    expect(await refused(drawn(`${inside}${thrown}`, 'S>Sub', 'Sub>T'))).toEqual(['compensation-reach T']);
    const below = `<subProcess id="Sub"><startEvent id="I"/>${thrown}${flows('I>T')}</subProcess>`;
    expect(await refused(drawn(`${undo}${handler}${below}`, 'S>A', 'A>Sub'))).toEqual(['compensation-reach T']);
  });

  it('of an activity that nothing undoes is said', async () => {
    expect(await warned(drawn(`<task id="A"/>${thrown}`, 'S>A', 'A>T'))).toEqual(['warning compensation-reach T']);
    expect(await warned(drawn(`<subProcess id="A"/>${thrown}`, 'S>A', 'A>T'))).toEqual([]);
  });
});

describe('multi-instance behaviour', () => {
  const behaving = (attributes: string, content = '') =>
    process(
      `<startEvent id="S"/><task id="A"><multiInstanceLoopCharacteristics ${attributes}><loopCardinality>2</loopCardinality>${content}</multiInstanceLoopCharacteristics></task>${flows('S>A')}`,
      `${NAMED}<signalEventDefinition id="Each" signalRef="Sig"/>${timer.replace('<timer', '<timer').replace('Definition>', 'Definition id="Late">')}`,
    );
  const complex = (content: string) =>
    behaving('behavior="Complex"', `<complexBehaviorDefinition>${content}</complexBehaviorDefinition>`);

  it('has the event that it asks for', async () => {
    expect(await isAccepted(behaving('behavior="None" noneBehaviorEventRef="Each"'))).toBe(true);
    expect(await refused(behaving('behavior="None" oneBehaviorEventRef="Each"'))).toEqual(['loop-behaviour A']);
    expect(await refused(behaving('behavior="One"'))).toEqual(['loop-behaviour A']);
  });

  it('has conditions where it is complex; an event is optional', async () => {
    expect(await isAccepted(complex('<condition>n = 1</condition>'))).toBe(true);
    expect(await refused(complex('<event><signalEventDefinition signalRef="Sig"/></event>'))).toEqual([
      'loop-behaviour A',
    ]);
    expect(await refused(behaving('behavior="Complex"'))).toEqual(['loop-behaviour A']);
  });

  it('throws what can be thrown', async () => {
    expect(await refused(behaving('behavior="One" oneBehaviorEventRef="Late"'))).toEqual(['loop-behaviour A']);
  });
});

describe('values', () => {
  const boundary = (value: string) =>
    drawn(
      `<task id="A"/><boundaryEvent id="B" attachedToRef="A" cancelActivity="${value}">${message}</boundaryEvent>`,
      'S>A',
    );

  it('are true or false, as the XML Schema writes them', async () => {
    for (const value of ['true', 'false', '1', '0', ' true ']) expect(await isAccepted(boundary(value))).toBe(true);
    for (const value of ['no', 'True', '2']) expect(await refused(boundary(value))).toEqual(['attribute-value B']);
  });

  it('are words of the standard', async () => {
    const adHoc = (ordering: string) =>
      drawn(`<adHocSubProcess id="A" ordering="${ordering}"><task id="T"/></adHocSubProcess>`, 'S>A');
    expect(await isAccepted(adHoc('Sequential'))).toBe(true);
    expect(await refused(adHoc('sequential'))).toEqual(['attribute-value A']);
  });

  it('are one time in a timer', async () => {
    const both = (more: string) =>
      drawn(
        catching('C', `<timerEventDefinition><timeDuration>PT1S</timeDuration>${more}</timerEventDefinition>`),
        'S>C',
      );
    expect(await isAccepted(both('<timeCycle/>'))).toBe(true);
    expect(await refused(both('<timeDate>2030-01-31</timeDate>'))).toEqual(['timer-value C']);
  });

  it('are fixed as names of messages and codes of errors', async () => {
    const named = (name: string) => process(`<receiveTask id="R" messageRef="M"/>`, `<message id="M" name="${name}"/>`);
    expect((await compile(named('=&quot;Order&quot;'))).elements['R']).toMatchObject({ message: { message: 'Order' } });
    expect(await refused(named('=&quot;Order &quot; + id'))).toEqual(['name-fixed M']);
    expect(await refused(named('order-${id}'))).toEqual(['name-fixed M']);
  });
});

describe('called processes', () => {
  const calling = (called: string) =>
    process(
      `<startEvent id="S"/><callActivity id="C" calledElement="Q"/>${flows('S>C')}`,
      `${NAMED}<process id="Q" isExecutable="true">${called}</process>`,
    );

  it('begin without an event', async () => {
    const event = `<startEvent id="Event">${message}</startEvent>`;
    expect(await isAccepted(calling(`${event}<startEvent id="None"/>`))).toBe(true);
    expect(await refused(calling(event))).toEqual(['call-target C']);
  });
});
