import type { ProcessGraph } from '../../../domain/process/graph';
import { bpmnTable, isSameTable, readTable } from '../../support/bpmn-table';
import { compare, compileFixture, play, readFixtures } from '../../support/fixtures';

describe.each(readFixtures().map((fixture) => [`${fixture.row}: ${fixture.says} (${fixture.path})`, fixture] as const))(
  '%s',
  (_title, fixture) => {
    let graph: ProcessGraph;
    beforeAll(async () => {
      graph = await compileFixture(fixture);
    });

    it.each(fixture.scenarios.map((scenario) => [scenario.says, scenario] as const))('%s', (_says, scenario) => {
      const { expected, got } = compare(scenario.expect, play(graph, scenario));

      expect(got).toEqual(expected);
    });
  },
);

it('is told row by row in docs/bpmn.md', () => {
  expect(isSameTable(readTable(), bpmnTable())).toBe(true);
});
