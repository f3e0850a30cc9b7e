import { condition, continueAsNew, defineUpdate, setHandler } from '@temporalio/workflow';

import type { ProcessEvent, TraceEntry } from '../../domain/process/events';
import type { ProcessGraph } from '../../domain/process/graph';
import { initialState, type ProcessState } from '../../domain/process/state';
import { step } from '../../domain/process/step';

export interface ScenarioInput {
  readonly graph: ProcessGraph;
  readonly process: string;
  readonly state?: ProcessState;
}

export const happenUpdate = defineUpdate<readonly TraceEntry[], [ProcessEvent]>('happen');

/** Events after which the history is cut, the state alone goes on. */
const CUT_AFTER = 5;

/** Feeds the engine in the sandbox and answers with what each event left in the trace. */
export async function scenarioWorkflow(input: ScenarioInput): Promise<void> {
  const { graph, process } = input;
  let state = input.state ?? initialState(graph, process);
  let events = 0;
  setHandler(happenUpdate, (event) => {
    const taken = step(graph, state, event);
    state = taken.state;
    events += 1;
    return taken.trace;
  });
  await condition(() => events >= CUT_AFTER);
  await continueAsNew<typeof scenarioWorkflow>({ graph, process, state });
}
