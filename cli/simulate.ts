import { stat } from 'node:fs/promises';

import type { Command } from 'commander';

import { readBundle } from '../catalogue/bundle';
import { decode } from '../catalogue/decode';
import { OFFICIAL_CALENDAR } from '../domain/calendar';
import type { Finding } from '../domain/finding';
import { compileProcess, type CompileOptions } from '../domain/process/compile';
import { simulate as runCase, type Simulation } from '../domain/process/simulator';
import { readAnswers, readEvents, readText, readVariables, wrong } from './simulate-input';

interface Options {
  readonly process?: readonly string[];
  readonly variables?: string;
  readonly answers?: string;
  readonly events?: string;
  readonly auto?: boolean;
  readonly untilIdle?: boolean;
  readonly scriptTrace?: boolean;
  readonly json?: boolean;
}

export function simulate(command: Command): void {
  command
    .argument('<model>', 'a BPMN file or a bundle')
    .option('--process <id>', 'a process of the file to start; may be repeated', collect, [])
    .option('--variables <file>', 'variables at the start (JSON)')
    .option('--answers <file>', 'what tasks answer, by element id (JSON)')
    .option('--events <file>', 'what happens, in order (JSON)')
    .option('--auto', 'complete human work at once')
    .option('--until-idle', 'afterwards jump from timer to timer')
    .option('--script-trace', 'add what each script task gave, in order')
    .option('--json', 'print the answer as JSON')
    .action(run);
}

const collect = (id: string, before: readonly string[]): readonly string[] => [...before, id];

async function run(model: string, options: Options): Promise<void> {
  const { xml, decisions, rules } = await readModel(model);
  const { process: processes = [] } = options;
  const { graph, findings } = await compileProcess(xml, decisions, rules);
  const unknown = processes.filter((id) => graph && graph.elements[id]?.kind !== 'process');
  if (!graph || unknown.length > 0) {
    const said = [...findings, ...unknown.map(unknownProcess)];
    print(
      { state: 'refused', waitingFor: [], trace: [], variables: {}, incidents: [], scripts: [], journal: [] },
      options,
      said,
    );
    process.exitCode = 1;
    return;
  }
  const simulation = runCase(graph, {
    at: new Date().toISOString(),
    ...(processes.length > 0 && { processes }),
    variables: await readVariables(options.variables),
    answers: await readAnswers(options.answers),
    events: await readEvents(options.events),
    auto: options.auto ?? false,
    untilIdle: options.untilIdle ?? false,
  });
  print(simulation, options, findings);
}

const unknownProcess = (id: string): Finding => ({
  rule: 'process-exists',
  element: id,
  severity: 'error',
  message: { bg: `Файлът няма процес „${id}“.`, en: `The file holds no process "${id}".` },
});

interface Model {
  readonly xml: string;
  readonly decisions: string[];
  readonly rules: CompileOptions;
}

/** Timers of a bundle count in local time, as when it is published; by the official holidays, as no municipality is at hand. */
async function readModel(path: string): Promise<Model> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return { xml: await readText(path), decisions: [], rules: {} };
  const bundle = await readBundle(path);
  const text = (name: string): string => decode(bundle.get(name) ?? new Uint8Array());
  if (!bundle.has('process.bpmn')) throw wrong(`${path} holds no process.bpmn.`);
  const decisions = [...bundle.keys()].filter((name) => name.endsWith('.dmn')).map(text);
  return { xml: text('process.bpmn'), decisions, rules: { calendar: OFFICIAL_CALENDAR } };
}

function print(
  simulation: Simulation | (Omit<Simulation, 'state'> & { state: 'refused' }),
  { json, scriptTrace }: Options,
  findings: readonly Finding[],
): void {
  const said = findings.map(({ message, ...finding }) => ({ ...finding, message: message.en }));
  const { scripts, journal: _journal, ...result } = simulation;
  const answer = { ...result, ...(scriptTrace && { scripts }), ...(said.length > 0 && { findings: said }) };
  if (json) return void process.stdout.write(`${JSON.stringify(answer)}\n`);
  for (const { at, element, event } of answer.trace) process.stdout.write(`${at}  ${event.padEnd(9)} ${element}\n`);
  const waiting = answer.waitingFor.map(({ element }) => element).join(', ');
  process.stdout.write(`${answer.state}${waiting ? `, waiting for ${waiting}` : ''}\n`);
  for (const { element, message } of [...answer.incidents, ...said])
    process.stdout.write(`  ${element ?? ''}: ${message}\n`);
}
