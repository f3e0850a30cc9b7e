import { OFFICIAL_CALENDAR, type Calendar } from '../calendar';
import { compileDecisions } from '../decision/compile';
import type { Finding } from '../finding';
import { flag, type ModdleElement } from '../moddle';
import { compileRoot, type Fragment } from './compile/compile-root';
import { refuseCallOfTriggered } from './compile/constraints/called-processes';
import { correlationOf } from './compile/correlation';
import { dataNamesOf } from './compile/data-names';
import { languageOf } from './compile/expressions';
import { hashOf } from './compile/hash';
import { outlineOf, type Outline } from './compile/outline';
import { readModel, type Model } from './compile/read';
import { refuseCalls, refuseEmpty } from './compile/refuse-calls';
import { hasErrors, report } from './compile/report';
import type { ProcessGraph, TimeRules } from './graph';

export interface Compiled {
  /** Absent when a finding is an error. */
  readonly graph?: ProcessGraph;
  readonly findings: Finding[];
}

export interface CompileOptions {
  /** The process that is meant where none is named; without it the first executable one, else the first. */
  readonly process?: string;
  /** Of the municipality, whose local times are meant then. Without it local times are UTC, and working days the official ones. */
  readonly calendar?: Calendar;
}

/**
 * From BPMN XML to the graph that `step` runs, once, at publication. What cannot be executed is an error that names the element: a
 * model is understood completely or refused.
 */
export async function compileProcess(
  xml: string,
  decisionFiles: readonly string[],
  options: CompileOptions = {},
): Promise<Compiled> {
  const { decisions, findings } = await compileDecisions(decisionFiles);
  const model = await readModel(xml, findings);
  const outlines = model && outlineOf(model, findings);
  if (!outlines) return { findings };
  const main = mainProcess(outlines, options, findings);
  if (main === undefined) return { findings };
  const time = timeRulesOf(options);
  const fragments = compileRoots(model, outlines, main, time);
  findings.push(...fragments.flatMap((fragment) => fragment.findings));
  const kept = fragments.filter(({ isLeftOut }) => !isLeftOut);
  const elements = kept.flatMap((fragment) => fragment.elements);
  refuseCalls(findings, elements);
  refuseCallOfTriggered(findings, elements);
  refuseEmpty(findings, elements, main);
  if (hasErrors(findings)) return { findings };
  const content = {
    process: main,
    time,
    elements: Object.fromEntries(elements.map((element) => [element.id, element])),
    flows: Object.fromEntries(kept.flatMap(({ flows }) => flows.map((flow) => [flow.id, flow]))),
    decisions,
  };
  const graph = { format: 3, ...content } as const;
  return { findings, graph: { ...graph, hash: await hashOf(graph) } };
}

const timeRulesOf = ({ calendar }: CompileOptions): TimeRules => ({
  timeZone: calendar?.timeZone ?? 'UTC',
  calendar: calendar ?? OFFICIAL_CALENDAR,
});

function mainProcess(outlines: readonly Outline[], { process }: CompileOptions, findings: Finding[]) {
  const processes = outlines.map(({ root }) => root).filter(({ $type }) => $type === 'bpmn:Process');
  const main =
    process === undefined ? (processes.find(isExecutable) ?? processes[0]) : processes.find(({ id }) => id === process);
  if (!main)
    report(findings, 'bpmn-readable', undefined, {
      bg: process === undefined ? 'Във файла няма процес. Добавете процес.' : `Във файла няма процес „${process}“.`,
      en: process === undefined ? 'The file holds no process. Add one.' : `The file holds no process "${process}".`,
    });
  return main?.id;
}

const isExecutable = (process: ModdleElement): boolean => flag(process, 'isExecutable');

const BUDGET = { upstream: 1_000_000, expressions: 300_000_000 };

/** A process that is drawn beside the executable ones, for people to read, is left out where it cannot be executed. */
function compileRoots(
  { definitions, ids }: Model,
  outlines: readonly Outline[],
  main: string,
  time: TimeRules,
): Fragment[] {
  const surroundings = {
    language: languageOf(definitions),
    correlation: correlationOf(definitions),
    dataNames: dataNamesOf(ids),
    time,
    checked: new Map<string, string | undefined>(),
    budget: { ...BUDGET },
  };
  return outlines.map((outline) => {
    const fragment = compileRoot(surroundings, outline);
    const { root } = outline;
    const isForReading = root.$type === 'bpmn:Process' && !isExecutable(root) && root.id !== main;
    return isForReading && hasErrors(fragment.findings) ? leftOut(fragment) : fragment;
  });
}

const leftOut = (fragment: Fragment): Fragment => ({
  ...fragment,
  isLeftOut: true,
  findings: fragment.findings.map((finding) => ({ ...finding, severity: 'warning' })),
});
