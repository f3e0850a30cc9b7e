import { compileProcess } from '../../../../domain/process/compile';
import type { ProcessGraph } from '../../../../domain/process/graph';
import { simulate, type SimulationOptions } from '../../../../domain/process/simulator';
import { initialState, type ProcessState } from '../../../../domain/process/state';
import { step } from '../../../../domain/process/step';
import { chain, element } from '../../../support/models';
import { AT, compiled, END, expectIncident, file, numbers, OPTIONS, run, script, START } from './hostile';

/** Expressions and data that mean no good: each ends within its budget with a finding or an incident in words, and nothing is thrown. */

/** A guard against hanging, not a measure: each case takes seconds at most. */
jest.setTimeout(120_000);

describe('FEEL without end', () => {
  const doubled = (count: number, first: string, next: (before: string) => string): string =>
    `{v0: ${first}, ${numbers(count)
      .map((at) => `v${at + 1}: ${next(`v${at}`)}`)
      .join(', ')}}`;

  it.each([
    ['a range of a billion', 'for x in 1..1000000000 return x'],
    ['a range that misses its end', 'for x in 1..1.5 return x'],
    ['a range that leaves out its end', 'for x in (1..1] return x'],
    ['a range of large numbers', 'for x in 1..10**300 return x'],
    ['ranges in ranges', 'for x in 1..1000, y in 1..1000, z in 1..1000 return x'],
    ['loops in loops', 'for x in 1..1000 return for y in 1..1000 return for z in 1..1000 return x'],
    ['loops over lists', 'for x in list return for y in list return for z in list return 1'],
    ['every one of a billion', 'every x in 1..1000000000 satisfies true'],
    ['some one of a billion', 'some x in 1..1000000000 satisfies false'],
    ['filters in loops', 'for x in list return list[item > x][item > x][item > x].y'],
    ['comparisons in loops', 'for x in list return for y in list return list = list'],
    ['recursion', '{f: function(n) f(n + 1), r: f(0)}.r'],
    ['recursion that branches', '{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(60)}.r'],
    ['a function that calls what it is given', '{g: function(f, n) f(f, n + 1), r: g(g, 0)}.r'],
    ['a text that doubles', `${doubled(60, '"xxxxxxxxxx"', (before) => `${before} + ${before}`)}.v60`],
    ['a list that doubles', `count(${doubled(60, '[1]', (before) => `concatenate(${before}, ${before})`)}.v60)`],
    ['a tree of shared lists', doubled(60, '[1]', (before) => `[${before}, ${before}]`)],
    ['its text', `string(${doubled(60, '[1]', (before) => `[${before}, ${before}]`)})`],
    [
      'trees compared',
      `${doubled(60, '[1, 2]', (before) => `[${before}, ${before}]`)}.v60 = ${doubled(60, '[1, 2]', (before) => `[${before}, ${before}]`)}.v60`,
    ],
    ['a joined text', 'string join(for x in 1..100000 return "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xxxxxxxxxxx")'],
    [
      'a text that is replaced',
      'replace(string join(for x in 1..20000 return "a", ""), "a", string join(for x in 1..20000 return "b", ""))',
    ],
    ['a pattern that goes back', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")'],
    ['another one', 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$")'],
    ['a split by one', 'split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+b")'],
    ['a list that holds itself', 'for x in 1..100000 return partial'],
    ['brackets without end', '('.repeat(5_000) + '1' + ')'.repeat(5_000)],
    ['a sum without end', numbers(5_000).join(' + ')],
    ['a very long list', `[${numbers(100_000).join(', ')}]`],
    ['sorting without order', 'sort(for x in 1..1000000 return x, function(a, b) true)'],
    ['distinct ones of many', 'distinct values(for x in 1..20000 return {v: x})'],
  ])('stops %s', async (_what, expression) => {
    const xml = file(START, script('Think', expression), END, chain('Start', 'Think', 'End'));
    const { graph, findings } = await compileProcess(xml, []);
    if (!graph) return void expect(findings.some(({ severity }) => severity === 'error')).toBe(true);

    const simulation = simulate(graph, { ...OPTIONS, variables: { list: numbers(2_000) } });

    if (simulation.state === 'completed') expect(JSON.stringify(simulation.variables).length).toBeLessThan(2_000_000);
    else expectIncident(simulation, /cannot be evaluated|larger/);
  });

  it('stops many that each keep their budget', async () => {
    const think = script('Think', 'count(for x in 1..50000 return x)');
    const xml = file(
      START,
      element('exclusiveGateway', { id: 'Merge' }),
      think,
      chain('Start', 'Merge', 'Think', 'Merge'),
    );

    expectIncident(await run(xml), /./);
  });
});

describe('data without measure', () => {
  const ask = (): Promise<ProcessGraph> =>
    compiled(file(START, element('userTask', { id: 'Ask' }), END, chain('Start', 'Ask', 'End')));
  const waiting = (graph: ProcessGraph): { state: ProcessState; execution: string } => {
    const { state } = step(graph, initialState(graph), { type: 'start', at: AT, variables: {} });
    return { state, execution: Object.keys(state.executions)[0] ?? '' };
  };
  const deep = (depth: number): SimulationOptions['variables'] =>
    JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as SimulationOptions['variables'];

  it('refuses an answer that is too large, and takes one that is not', async () => {
    const graph = await ask();
    const { state, execution } = waiting(graph);

    const large = step(graph, state, {
      type: 'complete',
      at: AT,
      execution,
      variables: { text: 'x'.repeat(5_000_000) },
    });
    const retried = step(graph, large.state, { type: 'retry', at: AT, execution });
    const small = step(graph, state, { type: 'complete', at: AT, execution, variables: { text: 'x'.repeat(500_000) } });

    expect(large.effects).toMatchObject([{ type: 'raise-incident', element: 'Ask' }]);
    expect(JSON.stringify(large.state).length).toBeLessThan(6_000_000);
    expect(retried.effects).toMatchObject([{ type: 'raise-incident', element: 'Ask' }]);
    expect(small.state.status).toBe('completed');
  });

  it('takes 20,000 names at once', async () => {
    const graph = await ask();
    const { state, execution } = waiting(graph);
    const variables = Object.fromEntries(numbers(20_000).map((at) => [`name${at}`, at]));

    const started = performance.now();
    const taken = step(graph, state, { type: 'complete', at: AT, execution, variables });

    expect(taken.state.status).toBe('completed');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('answers about data 5,000 levels deep', async () => {
    const graph = await ask();
    const { state, execution } = waiting(graph);

    const taken = step(graph, state, { type: 'complete', at: AT, execution, variables: deep(5_000) });

    expect(['completed', 'running']).toContain(taken.state.status);
  });
});
