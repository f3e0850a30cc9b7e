import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compileProcess } from '../../../domain/process/compile';
import type { ProcessEvent } from '../../../domain/process/events';
import type { ProcessGraph } from '../../../domain/process/graph';
import { migrateState, type KeptState } from '../../../domain/process/migrate-state';
import { initialState, variablesOf, type ProcessState } from '../../../domain/process/state';
import { step } from '../../../domain/process/step';

const KEPT = join('test', 'domain', 'process', 'kept');
const AT = '2026-11-25T10:00:00Z';
const read = (version: number): KeptState =>
  JSON.parse(readFileSync(join(KEPT, `version-${version}.json`), 'utf8')) as KeptState;

let graph: ProcessGraph;
beforeAll(async () => {
  const compiled = await compileProcess(readFileSync(join(KEPT, 'model.bpmn'), 'utf8'), []);
  graph = compiled.graph as ProcessGraph;
});

/** Somebody is asked for the second time of three, a reminder has gone out, a message is waited for, and a gateway has no way out. */
it('goes on from a state of version 2 as if nothing was', () => {
  let state = migrateState(read(2));
  const trace: string[] = [];
  const happen = (event: ProcessEvent): void => {
    const taken = step(graph, state, event);
    state = taken.state;
    trace.push(...taken.trace.map(({ element, event: what }) => `${what} ${element}`));
  };
  const at = (element: string): string =>
    Object.entries(state.executions).find(([, other]) => other.element === element && !other.loop)?.[0] ?? '';
  const complete = (element: string): void =>
    happen({ type: 'complete', at: AT, execution: at(element), variables: {} });

  complete('Remind');
  happen({ type: 'retry', at: AT, execution: at('Allowed'), variables: { allowed: true } });
  complete('Ask');
  complete('Ask');
  happen({ type: 'message', at: AT, name: 'inspected', variables: { finding: 'dry' } });

  expect(state).toMatchObject({ version: 3, status: 'completed' });
  expect(variablesOf(state)).toEqual({ a: 1, first: 'yes', allowed: true, finding: 'dry' });
  expect(trace.slice(-5)).toEqual(['entered Release', 'left Release', 'left Undo', 'entered End', 'left End']);
  expect(trace.filter((entry) => entry === 'left Ask')).toHaveLength(2);
});

it('leaves a state of this version as it is', () => {
  const state = initialState(graph);

  expect(migrateState(state)).toEqual(state);
});

it.each([
  [4, 'A newer release has written it'],
  [1, 'No migration leads from there'],
])('refuses a state of version %i, and says what to do', (version, advice) => {
  expect(() => migrateState({ ...read(2), version })).toThrow(
    expect.objectContaining({ code: 'STATE_UNKNOWN', message: expect.stringContaining(advice) as string }),
  );
});

it('refuses to step from a kept state that was not migrated', () => {
  const event = { type: 'cancel', at: AT } as const;

  expect(() => step(graph, read(2) as ProcessState, event)).toThrow(
    expect.objectContaining({ code: 'STATE_UNKNOWN', message: expect.stringContaining('version 2') as string }),
  );
});
