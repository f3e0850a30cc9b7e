import { compileProcess } from '../../../../domain/process/compile';
import type { ProcessGraph } from '../../../../domain/process/graph';
import { simulate, type Simulation, type SimulationOptions } from '../../../../domain/process/simulator';
import { definitions, element, processOf } from '../../../support/models';

/** What the tests of hostile models share. */

export const AT = '2026-11-25T10:00:00Z';

export const OPTIONS: SimulationOptions = {
  ...{ at: AT, variables: {}, answers: {}, events: [], auto: true, untilIdle: true },
};

export const errorsOf = async (xml: string): Promise<string[]> => {
  const { findings } = await compileProcess(xml, []);
  return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message.en);
};

export async function compiled(xml: string): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(xml, []);
  if (!graph) throw new Error(`Refused: ${JSON.stringify(findings.slice(0, 5))}`);
  return graph;
}

export const run = async (xml: string, options: Partial<SimulationOptions> = {}): Promise<Simulation> =>
  simulate(await compiled(xml), { ...OPTIONS, ...options });

/** It ended as an incident that says something. */
export function expectIncident(simulation: Simulation, message: RegExp): void {
  expect(simulation.incidents.map((incident) => incident.message).join('\n')).toMatch(message);
  expect(simulation.state).toBe('incident');
}

/** Refused with words, or run to an incident with words. */
export async function expectStopped(
  xml: string,
  message: RegExp,
  options: Partial<SimulationOptions> = {},
): Promise<void> {
  const { graph, findings } = await compileProcess(xml, []);
  if (graph) return expectIncident(simulate(graph, { ...OPTIONS, ...options }), message);
  expect(
    findings
      .filter(({ severity }) => severity === 'error')
      .map(({ message: said }) => said.en)
      .join(''),
  ).not.toBe('');
}

export const file = (...content: readonly string[]): string => definitions(processOf('Process', ...content));
export const START = element('startEvent', { id: 'Start' });
export const END = element('endEvent', { id: 'End' });

export const script = (id: string, body: string, ...more: readonly string[]): string =>
  element(
    'scriptTask',
    {
      ...{ id, scriptFormat: 'application/feel', 'camunda:resultVariable': 'result' },
      'xmlns:camunda': 'http://camunda.org/schema/1.0/bpmn',
    },
    ...more,
    element('script', {}, body.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  );

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
