import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

import type { JsonObject } from '../../domain/json';
import { compileProcess } from '../../domain/process/compile';
import type { ProcessGraph } from '../../domain/process/graph';
import { simulate, type Answers, type SimulatedEvent, type Simulation } from '../../domain/process/simulator';

/** A model with what has to happen in it, written from the standard's text. */
export interface Fixture {
  /** Path below `fixtures/`, without its ending. */
  readonly path: string;
  readonly row: string;
  /** Of an event: where it stands. */
  readonly position?: string;
  readonly says: string;
  /** Of BPMN 2.0.2. */
  readonly clause: string;
  readonly scenarios: readonly Scenario[];
}

export interface Scenario {
  readonly says: string;
  /** When the virtual clock begins; absent: `AT`. */
  readonly at?: string;
  readonly process?: readonly string[];
  readonly variables?: JsonObject;
  readonly answers?: Answers;
  readonly events?: readonly SimulatedEvent[];
  readonly auto?: boolean;
  readonly untilIdle?: boolean;
  readonly expect: Expected;
}

export interface Expected {
  readonly state: Simulation['state'];
  readonly error?: string;
  readonly trace?: readonly string[];
  readonly variables?: JsonObject;
  readonly waitingFor?: readonly string[];
  readonly scripts?: readonly unknown[];
  readonly incidents?: readonly string[];
}

const FOLDER = fileURLToPath(new URL('../domain/process/fixtures', import.meta.url));

/** The virtual clock of a scenario begins here, where it says nothing else. */
export const AT = '2026-11-24T10:00:00Z';

export const readFixtures = (): Fixture[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({
      ...(parse(readFileSync(join(FOLDER, name), 'utf8')) as Omit<Fixture, 'path'>),
      path: relative('.', name).replace(/\.yaml$/, ''),
    }));

export async function compileFixture({ path }: Fixture): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(readFileSync(join(FOLDER, `${path}.bpmn`), 'utf8'), []);
  if (!graph)
    throw new Error(`${path}: ${findings.map(({ element, message }) => `${element}: ${message.en}`).join('; ')}`);
  return graph;
}

export function play(graph: ProcessGraph, scenario: Scenario): Simulation {
  const { at = AT, process: processes, variables = {}, answers = {}, events = [] } = scenario;
  const { auto = false, untilIdle = false } = scenario;
  return simulate(graph, { at, ...(processes && { processes }), variables, answers, events, auto, untilIdle });
}

/** What a scenario expects, and the same of what happened. */
export function compare(expected: Expected, simulation: Simulation): { expected: object; got: object } {
  const got: Required<Expected> = {
    state: simulation.state,
    error: simulation.error ?? '',
    trace: simulation.trace.map(({ element, event }) => `${event} ${element}`),
    variables: simulation.variables,
    waitingFor: simulation.waitingFor.map(({ element }) => element),
    scripts: simulation.scripts.map(({ result }) => result),
    incidents: simulation.incidents.map(({ element }) => element),
  };
  const names = Object.keys(expected) as (keyof Expected)[];
  return { expected, got: Object.fromEntries(names.map((name) => [name, got[name]])) };
}
