import { compile, element, file, only, process, refused, sequence } from './models';

describe('where a token begins', () => {
  it('is at the none start events', async () => {
    const xml = process('<startEvent id="S1"/><startEvent id="S2"/><task id="Lonely"/>');
    expect(await element(xml, 'P', 'process')).toMatchObject({ starts: ['S1', 'S2'], triggers: [] });
  });

  it('is, without any start event, wherever nothing leads to', async () => {
    const xml = process(
      `<task id="A"/><task id="B"/><task id="C"/><sequenceFlow id="F" sourceRef="A" targetRef="C"/>
       <intermediateCatchEvent id="Wait"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
       <intermediateCatchEvent id="Link"><linkEventDefinition name="x"/></intermediateCatchEvent>
       <boundaryEvent id="Undo" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>
       <task id="Handler" isForCompensation="true"/><association id="As" sourceRef="Undo" targetRef="Handler"/>
       <subProcess id="On" triggeredByEvent="true"><startEvent id="OnStart"><signalEventDefinition signalRef="Sig"/></startEvent></subProcess>`,
      '<signal id="Sig" name="Alarm"/>',
    );
    expect(await element(xml, 'P', 'process')).toMatchObject({
      starts: ['A', 'B', 'Wait'],
      eventSubprocesses: ['On'],
      triggers: [],
    });
    expect(await element(xml, 'On', 'event-sub-process')).toMatchObject({ start: 'OnStart', container: 'P' });
    expect(await element(xml, 'A', 'task')).toMatchObject({ boundaries: ['Undo'], compensatedBy: 'Handler' });
  });

  it('is not where an event brings the process into being', async () => {
    const xml = process(
      `<startEvent id="Plain"/><startEvent id="Called"><messageEventDefinition messageRef="M"/></startEvent>
       <receiveTask id="R" instantiate="true" messageRef="M"/>`,
      '<message id="M"/>',
    );
    expect(await element(xml, 'P', 'process')).toMatchObject({ starts: ['Plain'], triggers: ['Called', 'R'] });
  });

  it('is nowhere by itself, where an instantiating gateway or receive task begins', async () => {
    const xml = process(
      `<eventBasedGateway id="G" instantiate="true" eventGatewayType="Parallel"/><receiveTask id="R"/>
       <sequenceFlow id="F" sourceRef="G" targetRef="R"/>`,
    );
    expect(await element(xml, 'P', 'process')).toMatchObject({ starts: [], triggers: ['G'] });
    expect(await element(xml, 'G', 'event-based-gateway')).toMatchObject({ instantiate: true, parallel: true });
  });

  it('is in sub-processes by the same rules', async () => {
    const xml = only(
      `<subProcess id="Sub"><task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/></subProcess>`,
    );
    expect(await element(xml, 'Sub', 'sub-process')).toMatchObject({ starts: ['A'], container: 'P' });
    expect((await compile(xml)).elements['A']?.container).toBe('Sub');
  });

  it('must be somewhere', async () => {
    const circle =
      '<task id="A"/><task id="B"/><sequenceFlow id="F" sourceRef="A" targetRef="B"/><sequenceFlow id="G" sourceRef="B" targetRef="A"/>';
    expect(await refused(process(circle))).toEqual(['something-starts-it P']);
    expect(await refused(only(`<subProcess id="Sub">${circle}</subProcess>`))).toEqual(['something-starts-it Sub']);
    expect(await refused(process(''))).toEqual(['something-starts-it P']);
  });

  it('does not have to be in a pool without content, or an empty sub-process', async () => {
    const xml = file('<process id="Other"/><process id="P" isExecutable="true"><subProcess id="Sub"/></process>');
    expect((await compile(xml)).elements['Sub']).toMatchObject({ starts: [] });
  });
});

describe('sub-processes', () => {
  it('are ad-hoc, parallel and cancelling unless told otherwise', async () => {
    expect(
      await element(only('<adHocSubProcess id="A"><task id="T"/></adHocSubProcess>'), 'A', 'ad-hoc-sub-process'),
    ).toMatchObject({ sequential: false, cancelsRemaining: true, starts: ['T'] });
    const told = `<adHocSubProcess id="A" ordering="Sequential" cancelRemainingInstances="false"><task id="T"/>
      <completionCondition xsi:type="tFormalExpression">done</completionCondition></adHocSubProcess>`;
    expect(await element(only(told), 'A', 'ad-hoc-sub-process')).toMatchObject({
      sequential: true,
      cancelsRemaining: false,
      completionCondition: 'done',
    });
  });

  it('are transactions', async () => {
    const xml = only('<transaction id="T"><endEvent id="C"><cancelEventDefinition/></endEvent></transaction>');
    expect(await element(xml, 'C', 'end-event')).toMatchObject({ definitions: [{ type: 'cancel' }], container: 'T' });
  });

  it('by event have exactly one start event, which waits for something, and no flows', async () => {
    const event = (content: string) =>
      process(`<startEvent id="S"/><subProcess id="E" triggeredByEvent="true">${content}</subProcess>`);
    expect(await refused(event('<task id="T"/>'))).toEqual(['event-sub-process E']);
    expect(await refused(event('<startEvent id="N"/>'))).toEqual(['event-sub-process E']);
    const started = '<startEvent id="N"><errorEventDefinition/></startEvent>';
    expect((await compile(event(started))).elements['N']).toMatchObject({
      definitions: [{ type: 'error', code: null }],
    });
    expect(await refused(event(`${started}${started.replace('"N"', '"M"')}`))).toEqual(['event-sub-process E']);
    expect(
      await refused(
        sequence(['<startEvent id="S"/>', `<subProcess id="E" triggeredByEvent="true">${started}</subProcess>`]),
      ),
    ).toEqual(['event-sub-process E']);
  });
});

describe('calls', () => {
  it('name a process or global task of the file, by a qualified name too', async () => {
    const tasks = ['globalTask', 'globalUserTask', 'globalManualTask', 'globalBusinessRuleTask', 'globalScriptTask'];
    const beside = tasks.map((type) => `<${type} id="${type}"/>`).join('');
    const calls = tasks.map((type) => `<callActivity id="Call_${type}" calledElement="tns:${type}"/>`).join('');
    const { elements } = await compile(process(`<startEvent id="S"/>${calls}`, beside));
    expect(tasks.map((type) => [elements[type]?.kind, elements[type]?.container])).toEqual([
      ['task', null],
      ['user-task', null],
      ['manual-task', null],
      ['business-rule-task', null],
      ['script-task', null],
    ]);
    expect(elements['Call_globalTask']).toMatchObject({ kind: 'call-activity', calls: 'globalTask' });
  });

  it('may name it by FEEL, or as Zeebe does', async () => {
    expect(await element(only('<callActivity id="C" calledElement="=next"/>'), 'C', 'call-activity')).toMatchObject({
      calls: '=next',
    });
    const zeebe =
      '<callActivity id="C"><extensionElements><z:calledElement processId="P"/></extensionElements></callActivity>';
    expect(await element(only(zeebe), 'C', 'call-activity')).toMatchObject({ calls: 'P' });
  });

  it('are refused where they name nothing', async () => {
    expect(await refused(only('<callActivity id="C" calledElement="Nobody"/>'))).toEqual(['call-target C']);
    expect(await refused(only('<callActivity id="C" calledElement="S"/>'))).toEqual(['call-target C']);
    expect(await refused(only('<callActivity id="C"/>'))).toEqual(['call-target C']);
  });

  it('may ask for a case file of their own, for processes only', async () => {
    const call = (calls: string, caseFile: string) =>
      only(`<callActivity id="C" calledElement="${calls}" prepiska:caseFile="${caseFile}"/>`, '<globalTask id="G"/>');

    expect(await element(call('P', 'own'), 'C', 'call-activity')).toMatchObject({ calls: 'P', opensCaseFile: true });
    expect(await refused(call('P', 'shared'))).toEqual(['call-case-file C']);
    expect(await refused(call('G', 'own'))).toEqual(['call-case-file C']);
  });
});
