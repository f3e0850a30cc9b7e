import fc from 'fast-check';

import type { ProcessState } from '../../../../domain/process/state';
import { anyBlock, type Block } from './blocks';
import { Builder } from './build';
import { writeState } from './engine-marking';
import { aim, anyChance, anyVariables, AT, type Chance } from './happenings';
import { write } from './marking';
import type { ModelNode, Variables } from './model';
import { naiveInterpreter, type NaiveCase } from './naive';
import { begin, compileModel, nodesOf, print, stepTwice } from './run';

/** The case of the naive interpreter in which the engine stands. */
function agreed(state: ProcessState, possible: readonly NaiveCase[], nodes: ReadonlyMap<string, ModelNode>): NaiveCase {
  const ours = writeState(state, nodes);
  const found = possible.find((one) => writeCase(one) === ours);
  if (!found) throw new Error(`engine: ${ours}\n naive: ${possible.map(writeCase).join('\n    or: ')}`);
  return found;
}

const writeCase = ({ status, marking }: NaiveCase): string =>
  `${status} ${status === 'running' ? write(marking) : ''}`.trim();

async function play(block: Block, variables: Variables, chances: readonly Chance[]): Promise<void> {
  const model = new Builder().process(block);
  const graph = await compileModel(model);
  const nodes = nodesOf(model);
  const naive = naiveInterpreter(model);
  const told: string[] = [`start ${JSON.stringify(variables)}`];
  try {
    let state = stepTwice(graph, begin(graph), { type: 'start', at: AT, variables: { ...variables } });
    let standing = agreed(state, naive.start(variables), nodes);
    for (const chance of chances) {
      const aimed = aim(state, chance, nodes);
      if (!aimed) continue;
      told.push(JSON.stringify(aimed.event));
      state = stepTwice(graph, state, aimed.event);
      standing = agreed(state, naive.happen(standing, aimed.happening), nodes);
    }
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`${said}\nmodel:\n${print(model)}\nevents:\n  ${told.join('\n  ')}`, { cause: error });
  }
}

it('stands where the naive interpreter stands after every event, whatever the model and whatever happens', async () => {
  await fc.assert(fc.asyncProperty(anyBlock, anyVariables, fc.array(anyChance, { maxLength: 25 }), play), {
    numRuns: 600,
    seed: 13_004,
  });
});
