import { OFFICIAL_CALENDAR } from '../../../../domain/calendar';
import { compileProcess } from '../../../../domain/process/compile';
import { dueAt } from '../../../../domain/process/events/timer';
import type { Timer } from '../../../../domain/process/graph';
import { compile, element, only, process, refused, sequence } from './models';

const NAMED =
  '<message id="M" name="Order"/><signal id="Sig" name="Alarm"/><error id="E" errorCode="E1"/><error id="E2" name="Named"/><error id="E3"/><escalation id="Esc" escalationCode="X"/>';

const thrown = async (definition: string) =>
  (await element(only(`<endEvent id="End">${definition}</endEvent>`, NAMED), 'End', 'end-event')).definitions;

const caught = async (definition: string) =>
  (
    await element(
      only(`<intermediateCatchEvent id="Wait">${definition}</intermediateCatchEvent>`, NAMED),
      'Wait',
      'intermediate-catch-event',
    )
  ).definitions;

describe('event definitions', () => {
  it('go by the name of what they refer to, else its id', async () => {
    expect(await thrown('<messageEventDefinition messageRef="M"/>')).toEqual([{ type: 'message', message: 'Order' }]);
    expect(await thrown('<signalEventDefinition signalRef="Sig"/>')).toEqual([{ type: 'signal', signal: 'Alarm' }]);
  });

  it('carry the code of an error or escalation, else its name, else its id; none catches any', async () => {
    expect(await thrown('<errorEventDefinition errorRef="E"/>')).toEqual([{ type: 'error', code: 'E1' }]);
    expect(await thrown('<errorEventDefinition errorRef="E2"/>')).toEqual([{ type: 'error', code: 'Named' }]);
    expect(await thrown('<errorEventDefinition errorRef="E3"/>')).toEqual([{ type: 'error', code: 'E3' }]);
    expect(await thrown('<errorEventDefinition/>')).toEqual([{ type: 'error', code: null }]);
    expect(await thrown('<escalationEventDefinition escalationRef="Esc"/>')).toEqual([
      { type: 'escalation', code: 'X' },
    ]);
  });

  it('may be shared, and several', async () => {
    const xml = only(
      `<intermediateCatchEvent id="Wait" parallelMultiple="true"><eventDefinitionRef>Shared</eventDefinitionRef><signalEventDefinition signalRef="Sig"/></intermediateCatchEvent>`,
      `${NAMED}<messageEventDefinition id="Shared" messageRef="M"/>`,
    );
    expect(await element(xml, 'Wait', 'intermediate-catch-event')).toMatchObject({
      parallelMultiple: true,
      definitions: [
        { type: 'signal', signal: 'Alarm' },
        { type: 'message', message: 'Order' },
      ],
    });
  });

  it('compensate one activity or all, and wait unless told', async () => {
    expect(await thrown('<compensateEventDefinition/>')).toEqual([
      { type: 'compensation', activity: null, waits: true },
    ]);
    expect(
      await thrown('<compensateEventDefinition activityRef="Start" waitForCompletion="false"/>').catch(String),
    ).toContain('reference-resolves');
    const xml = sequence([
      '<startEvent id="S"/>',
      '<task id="A"/>',
      '<endEvent id="End"><compensateEventDefinition activityRef="A" waitForCompletion="false"/></endEvent>',
    ]);
    expect((await element(xml, 'End', 'end-event')).definitions).toEqual([
      { type: 'compensation', activity: 'A', waits: false },
    ]);
  });

  it('that say no message or signal go by the id of the event, with a warning', async () => {
    const xml = only('<intermediateCatchEvent id="Wait"><messageEventDefinition/></intermediateCatchEvent>');
    const { graph, findings } = await compileProcess(xml, []);
    expect(graph?.elements['Wait']).toMatchObject({ definitions: [{ type: 'message', message: 'Wait' }] });
    expect(findings).toMatchObject([{ rule: 'event-reference', severity: 'warning', element: 'Wait' }]);
  });

  it('of conditions need one', async () => {
    const condition = '<condition xsi:type="tFormalExpression">x &gt; 1</condition>';
    expect(await caught(`<conditionalEventDefinition>${condition}</conditionalEventDefinition>`)).toEqual([
      { type: 'conditional', condition: 'x > 1' },
    ]);
    await expect(caught('<conditionalEventDefinition/>')).rejects.toThrow('condition-given');
  });

  it('of links lead to the catching event of the same name in the same place', async () => {
    const link = (id: string, kind: string) =>
      `<intermediate${kind}Event id="${id}"><linkEventDefinition name="there"/></intermediate${kind}Event>`;
    const xml = process(`<startEvent id="S"/>${link('Throw', 'Throw')}${link('Catch', 'Catch')}`);
    expect((await compile(xml)).elements['Throw']).toMatchObject({
      definitions: [{ type: 'link', name: 'there', target: 'Catch' }],
    });
    expect(await refused(process(`<startEvent id="S"/>${link('Throw', 'Throw')}`))).toEqual(['link-target Throw']);
    expect(
      await refused(process(`<startEvent id="S"/>${link('T', 'Throw')}${link('A', 'Catch')}${link('B', 'Catch')}`)),
    ).toEqual(['link-target T']);
    expect(
      await refused(
        process(`<startEvent id="S"/>${link('T', 'Throw')}<subProcess id="Sub">${link('A', 'Catch')}</subProcess>`),
      ),
    ).toContain('link-target T');
  });
});

describe('timers', () => {
  const timer = (content: string) => caught(`<timerEventDefinition>${content}</timerEventDefinition>`);

  it.each([
    ['timeDuration', 'duration', 'P5D'],
    ['timeDuration', 'duration', 'P2W'],
    ['timeDuration', 'duration', 'P1Y2M3DT4H5M6.7S'],
    ['timeDuration', 'duration', 'PT0,5S'],
    ['timeDuration', 'duration', 'P14WD'],
    ['timeDate', 'date', '20300131T090000Z'],
    ['timeDate', 'date', '2030-01-31T09:00:00[Europe/Sofia]'],
    ['timeDate', 'date', '2030-01-31T09:00:00+02:00'],
    ['timeDate', 'date', '2030-01-31'],
    ['timeCycle', 'cycle', 'R4/PT5S'],
    ['timeCycle', 'cycle', 'R/PT5S'],
    ['timeCycle', 'cycle', 'R3/2030-01-31T09:00:00Z/P1D'],
    ['timeCycle', 'cycle', 'R3/P1D/2030-01-31'],
    ['timeCycle', 'cycle', 'R3/2030-01-31T09:00/2030-02-01T09:00'],
    ['timeCycle', 'cycle', 'R3/P1WD'],
  ])('read %s as ISO 8601: %s %s', async (tag, kind, value) => {
    expect(await timer(`<${tag} xsi:type="tFormalExpression">${value}</${tag}>`)).toEqual([
      { type: 'timer', timer: { kind, value } },
    ]);
  });

  it.each([
    ['a file of its own in UTC', {}, '2026-03-29T09:00:00Z', '2026-03-29T10:00:00Z'],
    [
      'a municipality in its local time',
      { calendar: OFFICIAL_CALENDAR },
      '2026-03-29T06:00:00Z',
      '2026-03-29T09:00:00Z',
    ],
  ])('count in %s, and always by the working days of Bulgaria', async (_what, options, date, dayLater) => {
    const { time } = await compile(only('<task id="A"/>'), options);
    const due = (kind: Timer['kind'], value: string) =>
      dueAt({ kind, value }, '2026-03-28T10:00:00Z', time, () => null)?.dueAt;

    expect(due('date', '2026-03-29T09:00')).toBe(date);
    expect(due('duration', 'P1D')).toBe(dayLater);
    expect(due('duration', 'P1WD')).toBe('2026-03-30T21:00:00Z');
  });

  it('read FEEL after an equals sign', async () => {
    expect(await timer('<timeDuration>= term</timeDuration>')).toMatchObject([
      { timer: { kind: 'duration', value: { expression: 'term' } } },
    ]);
    await expect(timer('<timeDuration>= term +</timeDuration>')).rejects.toThrow('expression-syntax');
    await expect(timer('<timeDuration>${term + 1}</timeDuration>')).rejects.toThrow('expression-language');
  });

  it.each([
    '<timeDuration>5 days</timeDuration>',
    '<timeDuration>-P1D</timeDuration>',
    '<timeDuration>P</timeDuration>',
    '<timeDuration>P0.5D</timeDuration>',
    '<timeDuration>P0WD</timeDuration>',
    '<timeDuration>P1000WD</timeDuration>',
    '<timeDuration>P3WDT2H</timeDuration>',
    '<timeDuration>P1M3WD</timeDuration>',
    '<timeDate>31.01.2030</timeDate>',
    '<timeDate>2030-02-31</timeDate>',
    '<timeDate>2030-01-31T09:00@Europe/Nowhere</timeDate>',
    '<timeCycle>PT5S</timeCycle>',
    '<timeCycle>0 0 * * *</timeCycle>',
    '<timeCycle>R0/PT5S</timeCycle>',
    '<timeCycle>R/PT0S</timeCycle>',
    '<timeCycle>R/PT0.5S</timeCycle>',
    '<timeCycle>R3/-PT5S</timeCycle>',
    '<timeCycle>R3/P3WDT2H</timeCycle>',
    '<timeCycle>R3/2030-02-01/2030-01-31</timeCycle>',
    '<timeCycle>R3/2030-02-01/P1D/2030-03-01</timeCycle>',
    '',
  ])('refuse %s', async (content) => {
    await expect(timer(content)).rejects.toThrow('timer-value');
  });

  const saidOf = async (content: string): Promise<{ bg: string; en: string } | undefined> => {
    const definition = `<timerEventDefinition>${content}</timerEventDefinition>`;
    const xml = only(`<intermediateCatchEvent id="C">${definition}</intermediateCatchEvent>`);
    const { findings } = await compileProcess(xml, []);
    return findings.find(({ rule }) => rule === 'timer-value')?.message;
  };

  it('say of cron text how ISO 8601 writes it', async () => {
    for (const cron of ['0 0 9 ? * MON-FRI', '*/5 * * * *', '@daily']) {
      const said = await saidOf(`<timeCycle>${cron}</timeCycle>`);
      expect(said?.bg).toMatch(/cron.*R\/P1D/);
      expect(said?.en).toMatch(/cron.*R\/P1D/);
    }
  });

  it('say that working days stand alone, and what a cycle needs', async () => {
    expect(await saidOf('<timeDuration>P3WDT2H</timeDuration>')).toEqual({
      bg: expect.stringMatching(/„P3WDT2H“.*работни дни.*P3WD/) as string,
      en: expect.stringMatching(/"P3WDT2H".*working days.*P3WD/) as string,
    });
    expect((await saidOf('<timeCycle>R/PT0S</timeCycle>'))?.en).toMatch(/period above zero/);
    expect((await saidOf('<timeCycle>R/PT0S</timeCycle>'))?.bg).toMatch(/период над нула/);
  });
});

describe('what the standard forbids of events', () => {
  it('a flow into a start or boundary event, or out of an end event', async () => {
    const flow = (from: string, to: string) =>
      process(
        `<startEvent id="S"/><task id="A"/><boundaryEvent id="B" attachedToRef="A"><errorEventDefinition/></boundaryEvent><endEvent id="E"/><sequenceFlow id="F" sourceRef="${from}" targetRef="${to}"/>`,
      );
    expect(await refused(flow('A', 'S'))).toEqual(['event-flows S']);
    expect(await refused(flow('S', 'B'))).toEqual(['event-flows B']);
    expect(await refused(flow('E', 'A'))).toEqual(['event-flows E']);
    expect((await compile(flow('B', 'E'))).elements['B']).toMatchObject({ attachedTo: 'A', interrupting: true });
  });

  it('a boundary event that is attached to nothing, waits for nothing, or does not interrupt on an error', async () => {
    const boundary = (attributes: string, definition: string) =>
      only(`<task id="A"/><boundaryEvent id="B" ${attributes}>${definition}</boundaryEvent>`);
    expect(await refused(boundary('', '<errorEventDefinition/>'))).toEqual(['boundary-attached B']);
    expect(await refused(boundary('attachedToRef="A"', ''))).toEqual(['event-definition B']);
    expect(await refused(boundary('attachedToRef="A" cancelActivity="false"', '<errorEventDefinition/>'))).toEqual([
      'event-interrupting B',
    ]);
  });

  it('a definition where it cannot stand', async () => {
    expect(
      await refused(
        only(
          '<endEvent id="E"><timerEventDefinition><timeDate>2030-01-31</timeDate></timerEventDefinition></endEvent>',
        ),
      ),
    ).toEqual(['event-definition E']);
    expect(await refused(process('<startEvent id="S"><errorEventDefinition/></startEvent>'))).toEqual([
      'event-definition S',
    ]);
    expect(
      await refused(
        only(
          '<subProcess id="Sub"><startEvent id="N"/><startEvent id="I"><messageEventDefinition/></startEvent></subProcess>',
        ),
      ),
    ).toEqual(['event-definition I']);
  });

  it('cancelling what is no transaction', async () => {
    expect(await refused(only('<endEvent id="E"><cancelEventDefinition/></endEvent>'))).toEqual([
      'cancel-in-transaction E',
    ]);
    expect(
      await refused(
        only('<task id="A"/><boundaryEvent id="B" attachedToRef="A"><cancelEventDefinition/></boundaryEvent>'),
      ),
    ).toEqual(['cancel-in-transaction B']);
  });
});
