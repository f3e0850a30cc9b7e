import { DomainError } from '../errors';
import type { GraphElement } from './graph';
import type { Run } from './run';

/**
 * The flows out of an activity or event (BPMN 2.0, 13.2.1): unconditional ones always; conditional ones that hold; the default flow
 * when no conditional one holds.
 */
export function leave(run: Run, element: GraphElement): void {
  run.note(element.id, 'left');
  const conditional = element.outgoing.filter(
    (id) => id !== element.default && run.graph.flows[id]?.condition !== undefined,
  );
  const holding = new Set(conditional.filter((id) => holds(run, id)));
  if (element.default && conditional.length > 0 && holding.size === 0) holding.add(element.default);
  const taken = element.outgoing.filter(
    (id) => holding.has(id) || (!conditional.includes(id) && id !== element.default),
  );
  if (element.outgoing.length > 0 && taken.length === 0)
    throw new DomainError('SERVICE_INVALID', `No condition out of ${element.id} holds and there is no default flow`);
  run.take(taken);
}

/** Only `true` holds; anything that is no boolean is a fault of the model. */
export function holds(run: Run, flowId: string): boolean {
  const condition = run.graph.flows[flowId]?.condition;
  if (condition === undefined) return true;
  const value = run.feel(condition);
  if (value === null) return false;
  if (typeof value !== 'boolean')
    throw new DomainError(
      'SERVICE_INVALID',
      `The condition "${condition}" of ${flowId} gives ${JSON.stringify(value)}, not true or false`,
    );
  return value;
}
