import { compileProcess } from '../../../../domain/process/compile';
import type { ProcessEvent } from '../../../../domain/process/events';
import type { ProcessGraph } from '../../../../domain/process/graph';
import { initialState, type ProcessState } from '../../../../domain/process/state';
import { step } from '../../../../domain/process/step';
import { toBpmn } from './to-bpmn';
import type { Model, ModelNode } from './model';

/** Through the compiler: what it refuses is a fault of the generator, or its own. */
export async function compileModel(model: Model): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(toBpmn(model), []);
  if (graph) return graph;
  throw new Error(`The model is refused: ${JSON.stringify(findings)}\n${print(model)}`);
}

/** One step of the engine, with what must hold of each: JSON in and out, and the same answer to the same question. */
export function stepTwice(graph: ProcessGraph, state: ProcessState, event: ProcessEvent): ProcessState {
  const before = JSON.stringify(state);
  const direct = step(graph, state, event);
  const carried = step(graph, JSON.parse(before) as ProcessState, event);
  expect(JSON.stringify(carried)).toBe(JSON.stringify(direct));
  expect(JSON.parse(JSON.stringify(direct))).toEqual(direct);
  expect(JSON.stringify(state)).toBe(before);
  return direct.state;
}

export const nodesOf = (model: Model): ReadonlyMap<string, ModelNode> =>
  new Map(model.nodes.map((node) => [node.id, node]));

export const begin = (graph: ProcessGraph): ProcessState => initialState(graph);

/** For whoever reads a counterexample: one line for each node, its flows behind it. */
export function print({ nodes, flows }: Model): string {
  const lines = nodes.map(({ id, container, ...node }) => {
    const out = flows.filter(({ source }) => source === id).map(printFlow(node.default));
    const parts = [
      container === null ? '' : `in ${container}`,
      node.attachedTo === undefined ? '' : `at ${node.attachedTo}`,
      node.interrupting === false ? 'goes on' : '',
      node.code === undefined ? '' : `code ${node.code}`,
    ];
    return `  ${[id, ...parts.filter(Boolean), '->', ...out].join(' ')}`;
  });
  return lines.join('\n');
}

const printFlow =
  (byDefault: string | undefined) =>
  ({ id, target, condition }: Model['flows'][number]): string =>
    `${target}(${id}${condition ? ` if ${condition.variable}=${condition.is}` : ''}${id === byDefault ? ' default' : ''})`;
