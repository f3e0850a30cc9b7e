import { compileProcess } from '../../../domain/process/compile';
import { simulate, type SimulationOptions } from '../../../domain/process/simulator';
import { initialState } from '../../../domain/process/state';
import { step } from '../../../domain/process/step';
import { chain, definitions, element, feel, flow, processOf } from '../../support/models';
import {
  AT,
  compiled,
  END,
  errorsOf,
  expectIncident,
  expectStopped,
  file,
  numbers,
  OPTIONS,
  run,
  script,
  START,
} from './properties/hostile';

/** Models and data that mean no good: each ends within its budget with a finding or an incident in words, and nothing is thrown. */

/** A guard against hanging, not a measure: each case takes seconds at most. */
jest.setTimeout(120_000);

describe('files', () => {
  it('answers about a file of 10 MB', async () => {
    const { graph, findings } = await compileProcess(
      file(START, element('documentation', {}, 'x'.repeat(10_000_000)), END, chain('Start', 'End')),
      [],
    );

    expect(graph !== undefined || findings.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('does not expand entities', async () => {
    const bomb = numbers(20).map((at) => `<!ENTITY e${at + 1} "&e${at};&e${at};&e${at};&e${at};">`);
    const doctype = `<!DOCTYPE definitions [<!ENTITY e0 "ha">${bomb.join('')}]>`;
    const xml = file(element('startEvent', { id: 'Start', name: 'NAME' }), END, chain('Start', 'End'));
    const bombed = xml.replace('<definitions', `${doctype}\n<definitions`).replace('NAME', '&e20;');

    const { graph, findings } = await compileProcess(bombed, []);

    expect(JSON.stringify([graph, findings]).length).toBeLessThan(100_000);
    expect(graph !== undefined || findings.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it.each([
    '',
    ' ',
    '<',
    '<a/>',
    '\u0000',
    '{"json": true}',
    '<definitions',
    `<?xml version="1.0"?>${'<a>'.repeat(50_000)}`,
  ])('refuses what is no model (%#)', async (text) => {
    expect(await errorsOf(text)).not.toEqual([]);
  });

  const chained = (count: number): string => {
    const ids = numbers(count).map((at) => `T${at}`);
    const elements = ids.map((id, at) => element(at % 500 === 0 ? 'userTask' : 'task', { id }));
    return file(START, ...elements, END, chain('Start', ...ids, 'End'));
  };

  it('compiles and runs 10,000 elements, flows among them', async () => {
    const simulation = await run(chained(4_998));

    expect(simulation.state).toBe('completed');
    expect(simulation.trace).toHaveLength(2 * 5_000);
  });

  it('answers about 50,000 elements', async () => {
    const { graph, findings } = await compileProcess(chained(25_000), []);

    if (graph) expect(['completed', 'incident']).toContain(simulate(graph, OPTIONS).state);
    else expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
  });

  it('ends 2,000 branches at once', async () => {
    const ids = numbers(2_000).map((at) => `T${at}`);
    const flows = ids.flatMap((id) => [flow(`a${id}`, 'Split', id), flow(`b${id}`, id, 'Join')]);
    const elements = [
      ...ids.map((id) => element('userTask', { id })),
      element('parallelGateway', { id: 'Split' }),
      element('inclusiveGateway', { id: 'Join' }),
    ];

    const simulation = await run(
      file(START, ...elements, END, chain('Start', 'Split'), ...flows, chain('Join', 'End')),
    );

    expect(simulation.state).toBe('completed');
  });

  it('answers about sub-processes 1,000 deep', async () => {
    const depth = 1_000;
    const open = numbers(depth).map(
      (at) =>
        `<subProcess id="S${at}"><startEvent id="B${at}"/><sequenceFlow id="f${at}" sourceRef="B${at}" targetRef="S${at + 1}"/>`,
    );
    const inmost = `<task id="S${depth}"/>`;
    const xml = file(START, open.join('') + inmost + '</subProcess>'.repeat(depth), chain('Start', 'S0'));

    const { graph, findings } = await compileProcess(xml, []);

    if (!graph) expect(findings.some(({ message }) => /deep/i.test(message.en))).toBe(true);
    else expectIncident(simulate(graph, OPTIONS), /deep/);
  });

  it('answers about links, defaults and references that go in circles', async () => {
    const link = (id: string, tag: string, name: string): string =>
      element(tag, { id }, element('linkEventDefinition', { name }));
    const xml = file(
      ...[START, element('exclusiveGateway', { id: 'Merge' }), link('Throw', 'intermediateThrowEvent', 'L')],
      ...[link('Catch', 'intermediateCatchEvent', 'L'), chain('Start', 'Merge', 'Throw'), chain('Catch', 'Merge')],
    );

    expectIncident(await run(xml), /10000|passed/);
  });
});

describe('names', () => {
  const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'length'];

  it('runs a model whose ids are names of JavaScript', async () => {
    const work = NAMES.slice(1, -1);
    const elements = work.map((id, at) => element(at % 2 === 0 ? 'userTask' : 'task', { id }));
    const gateway = element('exclusiveGateway', { id: 'length' });

    const simulation = await run(file(START, ...elements, gateway, END, chain('Start', ...work, 'length', 'End')));

    expect(simulation.state).toBe('completed');
    expect(simulation.trace.filter(({ event }) => event === 'left').map(({ element: id }) => id)).toEqual([
      ...['Start', ...work, 'length', 'End'],
    ]);
  });

  it('refuses or runs the id __proto__', async () => {
    const xml = file(START, element('userTask', { id: '__proto__' }), END, chain('Start', '__proto__', 'End'));
    const { graph, findings } = await compileProcess(xml, []);

    if (graph) expect(simulate(graph, OPTIONS).trace.map(({ element: id }) => id)).toContain('__proto__');
    else expect(findings.map(({ element: id }) => id)).toContain('__proto__');
  });

  it('keeps such variables apart from what JavaScript means by them', async () => {
    const variables = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": 1, "toString": "x"}',
    ) as SimulationOptions['variables'];
    const results = JSON.parse(
      '{"__proto__": {"polluted": true}, "hasOwnProperty": 2}',
    ) as SimulationOptions['variables'];
    const xml = file(
      START,
      element('userTask', { id: 'Ask' }),
      script('Read', 'polluted'),
      END,
      chain('Start', 'Ask', 'Read', 'End'),
    );

    const simulation = await run(xml, { variables, answers: { Ask: { variables: results } } });

    expect(simulation.state).toBe('completed');
    expect(simulation.variables).toMatchObject({ constructor: 1, toString: 'x', hasOwnProperty: 2, result: null });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('addresses nothing by such names', async () => {
    const graph = await compiled(file(START, element('userTask', { id: 'Ask' }), END, chain('Start', 'Ask', 'End')));
    const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: {} });

    for (const name of NAMES) {
      const events = [
        { type: 'complete', at: AT, execution: name, variables: {} },
        { type: 'fail', at: AT, execution: name, code: name, message: '' },
        { type: 'retry', at: AT, execution: name },
        { type: 'timer', at: AT, timer: name },
        { type: 'message', at: AT, name, variables: {} },
        { type: 'cancel', at: AT, execution: name },
        { type: 'skip', at: AT, execution: name, to: name },
      ] as const;
      for (const event of events) expect(step(graph, state, event)).toEqual({ state, effects: [], trace: [] });
    }
  });
});

describe('models that never end', () => {
  const calling = (id: string, called: string): string =>
    processOf(
      id,
      element('startEvent', { id: `${id}Start` }),
      element('callActivity', { id: `${id}Call`, calledElement: called }),
      chain(`${id}Start`, `${id}Call`),
    );

  it.each([
    ['a process that calls itself', definitions(calling('Process', 'Process')), /deep/],
    ['processes that call one another', definitions(calling('A', 'B'), calling('B', 'A')), /deep/],
    [
      'a loop of script tasks',
      file(
        START,
        element('exclusiveGateway', { id: 'Merge' }),
        script('Add', '1 + 1'),
        chain('Start', 'Merge', 'Add', 'Merge'),
      ),
      /passed/,
    ],
    [
      'a split that multiplies tokens',
      file(
        ...[START, element('exclusiveGateway', { id: 'Merge' }), element('parallelGateway', { id: 'Split' })],
        ...[chain('Start', 'Merge', 'Split'), flow('one', 'Split', 'Merge'), flow('two', 'Split', 'Merge')],
      ),
      /passed|tokens/,
    ],
    [
      'a split that multiplies work',
      file(
        ...[
          START,
          element('exclusiveGateway', { id: 'Merge' }),
          element('parallelGateway', { id: 'Split' }),
          element('userTask', { id: 'Work' }),
        ],
        ...[chain('Start', 'Merge', 'Split', 'Merge'), flow('work', 'Split', 'Work')],
      ),
      /passed|tokens/,
    ],
    [
      'a loop without a condition',
      file(START, script('Add', '1', element('standardLoopCharacteristics', {})), END, chain('Start', 'Add', 'End')),
      /passed/,
    ],
    [
      'a script in a loop that makes its text longer',
      file(
        START,
        element('exclusiveGateway', { id: 'Merge' }),
        script('Add', 'result + result'),
        chain('Start', 'Merge', 'Add', 'Merge'),
      ),
      /passed|larger|text|budget|steps/,
    ],
    [
      'a script in a loop that makes its list longer',
      file(
        START,
        element('exclusiveGateway', { id: 'Merge' }),
        script('Add', '[result, result]'),
        chain('Start', 'Merge', 'Add', 'Merge'),
      ),
      /passed|larger|text|budget|steps/,
    ],
  ])('stops %s', async (_what, xml, message) => {
    expectIncident(await run(xml, { variables: { result: 'xxxxxxxxxx' } }), message);
  });

  it('stops a timer that fires for ever and begins work that does not end', async () => {
    const timer = element('timerEventDefinition', {}, feel('timeCycle', 'R/PT1S'));
    const xml = file(
      ...[
        START,
        element('userTask', { id: 'Wait' }),
        element('boundaryEvent', { id: 'Tick', attachedToRef: 'Wait', cancelActivity: false }, timer),
      ],
      ...[element('exclusiveGateway', { id: 'Merge' }), script('Add', '1'), END],
      ...[chain('Start', 'Wait', 'End'), chain('Tick', 'Merge', 'Add', 'Merge')],
    );

    expectIncident(await run(xml, { auto: false }), /passed|round/);
  });

  it.each(['R/PT0S', 'R1000000000/PT0.001S', 'R/PT1S'])('stops a timer cycle that does not end (%s)', async (cycle) => {
    const timer = element('timerEventDefinition', {}, feel('timeCycle', cycle));
    const xml = file(
      ...[
        START,
        element('userTask', { id: 'Wait' }),
        element('boundaryEvent', { id: 'Tick', attachedToRef: 'Wait', cancelActivity: false }, timer),
      ],
      ...[END, element('endEvent', { id: 'End2' }), chain('Start', 'Wait', 'End'), chain('Tick', 'End2')],
    );

    await expectStopped(xml, /round|ISO/, { auto: false });
  });

  it('stops a signal that calls for itself', async () => {
    const signal = element('signalEventDefinition', { signalRef: 'Again' });
    const xml = definitions(
      element('signal', { id: 'Again', name: 'again' }),
      processOf(
        'Process',
        ...[
          START,
          element('userTask', { id: 'Wait' }),
          element('intermediateThrowEvent', { id: 'Throw' }, signal),
          END,
        ],
        element(
          'subProcess',
          { id: 'Echo', triggeredByEvent: true },
          element('startEvent', { id: 'Heard', isInterrupting: false }, signal),
          element('endEvent', { id: 'Shout' }, signal),
          chain('Heard', 'Shout'),
        ),
        chain('Start', 'Throw', 'Wait', 'End'),
      ),
    );

    expectIncident(await run(xml, { auto: false }), /round/);
  });

  it('stops a process that starts itself by its own message', async () => {
    const message = element('messageEventDefinition', { messageRef: 'Again' });
    const xml = definitions(
      element('message', { id: 'Again', name: 'again' }),
      processOf(
        'Process',
        element('startEvent', { id: 'Begin' }, message),
        element('endEvent', { id: 'Send' }, message),
        chain('Begin', 'Send'),
      ),
    );

    const simulation = await run(xml, { events: [{ message: 'again' }] });

    expect(simulation.incidents.map((incident) => incident.message).join()).toMatch(/round/);
  });
});

describe('numbers without measure', () => {
  const many = (id: string, ...marker: readonly string[]): string =>
    file(START, element('userTask', { id }, ...marker), END, chain('Start', id, 'End'));
  const marker = (isSequential: boolean, count: string): string =>
    element('multiInstanceLoopCharacteristics', { isSequential }, feel('loopCardinality', count));

  it.each([
    ['instances at once', many('Work', marker(false, '1000000000'))],
    ['instances in turn', many('Work', marker(true, '1000000000'))],
    ['half an instance', many('Work', marker(false, '0.5'))],
    ['instances less than none', many('Work', marker(false, 'count'))],
    ['as many as infinite', many('Work', marker(false, '10 ** 308 * 10'))],
  ])('stops %s', async (_what, xml) => {
    await expectStopped(xml, /instances|cardinality|number|how many|expression/i, { variables: { count: -1 } });
  });

  it('stops instances in instances in instances', async () => {
    const nested = numbers(4).reduce(
      (inside, at) =>
        element(
          'subProcess',
          { id: `S${at}` },
          marker(false, '100'),
          element('startEvent', { id: `B${at}` }),
          inside,
          flow(`f${at}`, `B${at}`, at === 0 ? 'Work' : `S${at - 1}`),
        ),
      element('userTask', { id: 'Work' }),
    );

    expectIncident(await run(file(START, nested, chain('Start', 'S3')), { auto: false }), /tokens|passed/);
  });

  it('stops an activity that sends a billion tokens', async () => {
    const xml = file(
      START,
      element('task', { id: 'Work', completionQuantity: 1_000_000_000 }),
      element('userTask', { id: 'Next' }),
      chain('Start', 'Work', 'Next'),
    );

    await expectStopped(xml, /tokens/, { auto: false });
  });

  it.each(['P999999999999Y', 'PT1E5S', '-P1D', 'P', '=1', '2026-99-99T00:00:00Z', 'x'.repeat(100_000)])(
    'answers about the duration %#',
    async (duration) => {
      const timer = element('timerEventDefinition', {}, feel('timeDuration', duration));
      const { graph, findings } = await compileProcess(
        file(START, element('intermediateCatchEvent', { id: 'Wait' }, timer), END, chain('Start', 'Wait', 'End')),
        [],
      );

      if (graph) expect(['incident', 'completed']).toContain(simulate(graph, OPTIONS).state);
      else expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
    },
  );
});
