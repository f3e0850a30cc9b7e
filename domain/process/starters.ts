import type { EventDefinition, Process, ProcessGraph } from './graph';
import { definitionsOf, type Named } from './listening';

/** What brings a new process into being: a start event, an event after an instantiating gateway, an instantiating receive task. */
export interface Starter {
  readonly process: string;
  readonly element: string;
  readonly definitions: readonly EventDefinition[];
  /** All of the definitions must happen. */
  readonly parallelMultiple: boolean;
}

export const processesOf = ({ elements }: ProcessGraph): Process[] =>
  Object.values(elements).filter((element): element is Process => element.kind === 'process');

/** BPMN 2.0, 13.2. */
export function startersOf(graph: ProcessGraph, { id: process, triggers }: Process): Starter[] {
  return triggers.flatMap((id) => {
    const trigger = graph.elements[id];
    const targets =
      trigger?.kind === 'event-based-gateway' ? trigger.outgoing.map((flow) => graph.flows[flow]?.target ?? '') : [id];
    return targets.map((element) => {
      const started = graph.elements[element];
      const parallelMultiple = started !== undefined && 'parallelMultiple' in started && started.parallelMultiple;
      return { process, element, definitions: definitionsOf(started), parallelMultiple };
    });
  });
}

/** Which of the definitions a message or signal is; -1 where none. */
export const indexOf = ({ definitions }: Starter, { type, name }: Named): number =>
  definitions.findIndex(
    (definition) =>
      (definition.type === 'message' && type === 'message' && definition.message === name) ||
      (definition.type === 'signal' && type === 'signal' && definition.signal === name),
  );
