import type { JsonObject } from '../../json';
import type { Activity, Event } from '../graph';
import { changeExecution, executionOf, type Run } from '../run';
import { assign, visible } from './variables';

type Work = Activity | Event;

/** 10.4.1: a data store outlives the process, so the host is asked what it holds. True where that has to be waited for. */
export function askForStores(run: Run, execution: string, { id, reads }: Work): boolean {
  if (!reads) return false;
  changeExecution(run, execution, { stage: 'read' });
  run.effects.push({ type: 'read-data-store', execution, element: id, stores: reads });
  return true;
}

/** The wait is over. What was read is a name of the process from now on; a null that it did not know tells it nothing. */
export function takeStores(run: Run, execution: string, { reads = [] }: Work, values: JsonObject): JsonObject {
  const { stage: _stage, ...waited } = executionOf(run, execution);
  run.executions.set(execution, waited);
  const read = reads.map((name) => [name, Object.hasOwn(values, name) ? (values[name] ?? null) : null] as const);
  const seen = visible(run, waited.scope);
  const told = read.filter(([name, value]) => value !== null || Object.hasOwn(seen, name));
  assign(run, waited.scope, Object.fromEntries(told));
  return Object.fromEntries(read);
}
