/** Writes docs/bpmn.md from the fixtures: `npm run bpmn-table`. The fixtures' test compares the two. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { readFixtures, type Fixture } from './fixtures';

export const TABLE = fileURLToPath(new URL('../../docs/bpmn.md', import.meta.url));

/** Rows of the notation in the standard's order, and the file that executes each. */
const FILE_OF_ROW: Readonly<Record<string, string>> = {
  pool: 'compile/containers.ts',
  lane: 'compile/containers.ts',
  'sequence flow': 'flows.ts',
  'conditional flow': 'flows.ts',
  'default flow': 'flows.ts',
  'implicit start and end': 'compile/containers.ts',
  task: 'activities/perform.ts',
  'service task': 'activities/perform.ts',
  'user task': 'activities/user-task.ts',
  'script task': 'activities/script-task.ts',
  'business rule task': 'activities/business-rule-task.ts',
  'send task': 'activities/send-task.ts',
  'receive task': 'activities/perform.ts',
  'receive task that instantiates': 'starters.ts',
  'manual task': 'activities/user-task.ts',
  'embedded sub-process': 'activities/sub-process.ts',
  'event sub-process': 'activities/event-sub-process.ts',
  transaction: 'activities/transaction.ts',
  'ad-hoc sub-process': 'activities/ad-hoc-sub-process.ts',
  'call activity to a process': 'activities/call-activity.ts',
  'call activity to a global task': 'activities/call-activity.ts',
  'multi-instance parallel': 'activities/multi-instance.ts',
  'multi-instance sequential': 'activities/multi-instance.ts',
  'multi-instance behaviour': 'activities/multi-instance.ts',
  'standard loop': 'activities/standard-loop.ts',
  'compensation marker': 'events/compensation.ts',
  'token quantities': 'activities/activity.ts',
  'exclusive gateway': 'gateways/exclusive-gateway.ts',
  'parallel gateway': 'gateways/parallel-gateway.ts',
  'inclusive gateway': 'gateways/inclusive-gateway.ts',
  'event-based gateway': 'gateways/event-based-gateway.ts',
  'event-based gateway that instantiates': 'starters.ts',
  'parallel event-based gateway that instantiates': 'receive.ts',
  'complex gateway': 'gateways/complex-gateway.ts',
  'none event': 'events/start-event.ts, events/throw-event.ts',
  'message event': 'events/listen.ts, events/publish.ts',
  'timer event': 'events/timer.ts',
  'error event': 'events/propagate.ts',
  'escalation event': 'events/propagate.ts',
  'signal event': 'events/listen.ts, events/publish.ts',
  'conditional event': 'events/conditional.ts',
  'compensation event': 'events/compensation.ts',
  'cancel event': 'activities/transaction.ts',
  'terminate event': 'events/throw-event.ts',
  'link event': 'events/throw-event.ts',
  'multiple event': 'events/happen.ts, events/throw-event.ts',
  'parallel multiple event': 'events/happen.ts',
  'shared event definition': 'compile/definitions.ts',
  'data object': 'data/mappings.ts',
  'data store': 'data/stores.ts',
  'input and output mappings': 'data/mappings.ts',
  properties: 'data/mappings.ts',
};

const POSITIONS = [
  'start',
  'event sub-process start, interrupting',
  'event sub-process start, non-interrupting',
  'intermediate catch',
  'boundary, interrupting',
  'boundary, non-interrupting',
  'intermediate throw',
  'end',
];

export function bpmnTable(): string {
  const fixtures = readFixtures();
  const unknown = fixtures.filter(({ row }) => !FILE_OF_ROW[row]);
  if (unknown.length > 0) throw new Error(`No such row: ${unknown.map(({ path, row }) => `${path} (${row})`).join()}`);
  const lines = Object.entries(FILE_OF_ROW).flatMap(([row, file]) => linesOf(row, file, fixtures));
  return `# BPMN 2.0, row by row

Written by \`npx tsx test/support/bpmn-table.ts\` from the fixtures in \`test/domain/process/fixtures\`; not by hand. Each fixture is a model, events
and the trace that the standard's text asks for. All of them run on the simulator (\`test/domain/process/fixtures.test.ts\`) and again
in the workflow of production on Temporal, where the worker is killed after every event and replays from history (\`test/temporal/scenarios.test.ts\`).
Files are those of \`domain/process/\`.

| row | position | file | fixtures | scenarios | simulator | Temporal | crash |
| --- | -------- | ---- | -------- | --------- | --------- | -------- | ----- |
${lines.join('\n')}

${lines.length} rows, ${fixtures.length} fixtures, ${scenariosOf(fixtures)} scenarios.
`;
}

function linesOf(row: string, file: string, all: readonly Fixture[]): string[] {
  const ofRow = all.filter((fixture) => fixture.row === row);
  const positions = POSITIONS.filter((position) => ofRow.some((fixture) => fixture.position === position));
  if (positions.length === 0) return [lineOf(row, '', file, ofRow)];
  return positions.map((position) =>
    lineOf(
      row,
      position,
      file,
      ofRow.filter((fixture) => fixture.position === position),
    ),
  );
}

const lineOf = (row: string, position: string, file: string, fixtures: readonly Fixture[]): string =>
  `| ${row} | ${position} | ${file} | ${fixtures.length} | ${scenariosOf(fixtures)} | yes | yes | yes |`;

const scenariosOf = (fixtures: readonly Fixture[]): number =>
  fixtures.reduce((sum, { scenarios }) => sum + scenarios.length, 0);

/** Differences of white space are the formatter's. */
export const isSameTable = (one: string, other: string): boolean =>
  one.replace(/[ -]+/g, ' ') === other.replace(/[ -]+/g, ' ');

export const readTable = (): string => readFileSync(TABLE, 'utf8');

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) writeFileSync(TABLE, bpmnTable());
