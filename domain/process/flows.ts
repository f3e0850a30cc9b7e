import { DomainError } from '../errors';
import { feel, valuesIn, visible } from './data/variables';
import type { GraphElement } from './graph';
import { guard } from './incident';
import { refuseTooManyTokens } from './limits';
import type { Run } from './run';
import type { JsonObject } from '../json';

/** The token goes on. Where no flow can be chosen it stays as an incident that leaves again when it is tried again. */
export function leave(run: Run, element: GraphElement, scope: string, quantity = 1): void {
  guard(run, { element: element.id, scope, stage: 'leave' }, () =>
    take(run, scope, flowsOut(run, element, scope), quantity),
  );
}

/** Sends one token along each of the flows, or several. */
export function take(run: Run, scope: string, flows: readonly string[], quantity = 1): void {
  refuseTooManyTokens(run, flows.length * quantity);
  for (const id of flows) {
    const flow = run.graph.flows[id];
    for (let count = 0; flow && count < quantity; count += 1)
      run.agenda.push({ type: 'enter', element: flow.target, scope, flow: id });
  }
}

/**
 * The flows out of an activity, event or inclusive gateway (13.3.1): unconditional ones always; conditional ones that hold;
 * the default flow when no conditional one holds.
 */
export function flowsOut(run: Run, element: GraphElement, scope: string, extra?: JsonObject): string[] {
  const conditional = element.outgoing.filter((id) => id !== element.default && isConditional(run, id));
  if (conditional.length === 0 && element.default === undefined) return [...element.outgoing];
  const holding = new Set(conditional.filter((id) => holds(run, scope, id, extra)));
  const taken = element.outgoing.filter((id) =>
    id === element.default ? holding.size === 0 : holding.has(id) || !conditional.includes(id),
  );
  if (element.outgoing.length > 0 && taken.length === 0) throw noWayOut(run, element, scope);
  return taken;
}

export const isConditional = (run: Run, flow: string): boolean => run.graph.flows[flow]?.condition !== undefined;

/** Only `true` holds; anything that is no boolean is a fault of the model. */
export function holds(run: Run, scope: string, flowId: string, extra?: JsonObject): boolean {
  const condition = run.graph.flows[flowId]?.condition;
  return condition === undefined || isTrue(run, scope, condition, flowId, extra);
}

/** A condition by FEEL: null does not hold (DMN 1.3, 10.3.2.8). */
export function isTrue(run: Run, scope: string, condition: string, owner: string, extra?: JsonObject): boolean {
  const value = feel(run, scope, condition, extra);
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  const given = `gives ${JSON.stringify(value)}, not true or false`;
  const seen = valuesIn(condition, { ...visible(run, scope), ...extra });
  throw new DomainError('SERVICE_INVALID', `The condition "${condition}" of ${owner} ${given}${seen}`);
}

export function noWayOut(run: Run, { id, outgoing }: GraphElement, scope: string): DomainError {
  const conditions = outgoing.flatMap((flow) => run.graph.flows[flow]?.condition ?? []);
  const seen = valuesIn(conditions.join(' '), visible(run, scope));
  const asked = conditions.map((condition) => `"${condition}"`).join(', ');
  return new DomainError(
    'SERVICE_INVALID',
    `${id} has no way out: none of ${asked} holds and there is no default flow${seen}`,
  );
}
