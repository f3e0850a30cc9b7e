import { compileProcess } from '../../domain/process/compile';
import type { ProcessGraph } from '../../domain/process/graph';
import { initialState, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';
import { FEEL, type Model } from './models';

export const AT = '2026-11-25T10:00:00Z';

export async function compiled(source: string): Promise<ProcessGraph> {
  const { graph, findings } = await compileProcess(source, []);
  if (!graph) throw new Error(`The model does not compile: ${JSON.stringify(findings)}`);
  return graph;
}

export const begun = (graph: ProcessGraph, variables: Model['variables']): ProcessState =>
  step(graph, initialState(graph), { type: 'start', at: AT, variables }).state;

/** One case from its start to its end: whoever is asked answers at once. */
export async function prepareOurs(model: Model): Promise<() => void> {
  const graph = await compiled(model.source(FEEL));
  return () => {
    let state = begun(graph, model.variables);
    for (
      let [execution] = Object.keys(state.executions);
      execution !== undefined;
      [execution] = Object.keys(state.executions)
    )
      state = step(graph, state, { type: 'complete', at: AT, execution, variables: {} }).state;
    if (state.status !== 'completed') throw new Error(`${model.name} ends ${state.status}`);
  };
}
