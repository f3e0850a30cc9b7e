import { DomainError } from '../../errors';
import type { Json, JsonObject } from '../../json';
import { cancel, close } from '../cancel';
import { addData } from '../data/mappings';
import { assign, feel, visible } from '../data/variables';
import { publish } from '../events/publish';
import { propagate } from '../events/propagate';
import { isTrue } from '../flows';
import type { Activity, EventDefinition, MultiInstance } from '../graph';
import { LIMITS } from '../limits';
import { changeExecution, executionOf, insideOf, open, type Run } from '../run';
import type { LoopState } from '../state';
import { endActivity } from './end';
import { NEW_LOOP } from './standard-loop';

const loopOf = ({ loop }: Activity): MultiInstance => loop as MultiInstance;
const stateOf = (run: Run, execution: string): LoopState => executionOf(run, execution).loop ?? NEW_LOOP;

/** 13.3.7: one instance for each item of a list, which is read once, or as many as the cardinality says. */
export function beginMultiInstance(run: Run, execution: string, activity: Activity): void {
  const { sequential, output } = loopOf(activity);
  const items = itemsOf(run, execution, activity);
  const total = items.length;
  const outputs = output && { outputs: items.map((): Json => null) };
  changeExecution(run, execution, { loop: { ...NEW_LOOP, total, ...(sequential && { items }), ...outputs } });
  if (total === 0) return end(run, execution, activity);
  for (const item of sequential ? items.slice(0, 1) : items) beginInstance(run, execution, activity, item);
}

/** Each instance's own data: the item of a list where there is one. */
function itemsOf(run: Run, execution: string, { id, loop }: Activity): Json[] {
  const { collection, cardinality = '1' } = loop as MultiInstance;
  const asked = collection ?? cardinality;
  const value = feel(run, insideOf(run, execution), asked);
  if (collection !== undefined) {
    if (!Array.isArray(value))
      throw wrong(`The collection "${asked}" of ${id} gives ${JSON.stringify(value)}, no list`);
    return refuseTooMany(id, [...(value as readonly Json[])]);
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw wrong(`The cardinality "${asked}" of ${id} gives ${JSON.stringify(value)}, no whole number from 0`);
  if (value > LIMITS.instances) throw tooMany(id);
  return Array.from({ length: value }, () => null);
}

const wrong = (message: string): DomainError => new DomainError('SERVICE_INVALID', message);
const tooMany = (id: string): DomainError => wrong(`${id} would have more than ${LIMITS.instances} instances`);

function refuseTooMany(id: string, items: Json[]): Json[] {
  if (items.length > LIMITS.instances) throw tooMany(id);
  return items;
}

function beginInstance(run: Run, execution: string, activity: Activity, item: Json): void {
  const { collection, item: name, outputItem } = loopOf(activity);
  const loop = stateOf(run, execution);
  const instance = open(run, {
    ...{ element: activity.id, scope: insideOf(run, execution), of: execution, index: loop.begun },
  });
  changeExecution(run, execution, { loop: { ...loop, begun: loop.begun + 1 } });
  addData(run, instance, {
    loopCounter: loop.begun + 1,
    numberOfInstances: loop.total,
    ...(collection !== undefined && name !== undefined && { [name]: item }),
    ...(outputItem !== undefined && { [outputItem]: null }),
  });
  run.agenda.push({ type: 'perform', execution: instance });
}

/** One instance is done: its output is kept at its index; `finish` notes it; what remains is cancelled once the condition holds. */
export function completeInstanceOf(run: Run, instance: string, activity: Activity, finish: () => void): void {
  const { of: execution = '', index = 0 } = executionOf(run, instance);
  const { completionCondition, output } = loopOf(activity);
  const before = stateOf(run, execution);
  const value = output && feel(run, insideOf(run, instance), output.expression);
  const after = {
    ...before,
    completed: before.completed + 1,
    ...(before.outputs && { outputs: before.outputs.map((other, at) => (at === index ? (value ?? null) : other)) }),
  };
  const isDone =
    completionCondition !== undefined &&
    isTrue(run, insideOf(run, instance), completionCondition, activity.id, countersOf(after));
  const thrown = thrownBy(run, instance, activity, after);
  changeExecution(run, execution, { loop: after });
  finish();
  // It stays until all have heard of it: who listens at the border of the activity hears of the last instance, too.
  changeExecution(run, instance, { stage: 'leave', ...(isDone && { result: {} }) });
  for (const definition of thrown) if (!throwFrom(run, execution, definition)) return;
  const scope = executionOf(run, execution).scope;
  const isPublished = publish(run, { execution: instance, element: activity.id, scope }, thrown, {});
  if (!isPublished) leaveInstance(run, instance, activity);
}

/** What an instance threw is published: the others go on, or the activity is over. */
export function leaveInstance(run: Run, instance: string, activity: Activity): void {
  const { of: execution = '', result } = executionOf(run, instance);
  const after = stateOf(run, execution);
  close(run, instance);
  if (result) return endEarly(run, execution, activity);
  if (isAwaited(run, execution)) return;
  if (after.completed + after.terminated === after.total) return end(run, execution, activity);
  if (loopOf(activity).sequential) beginInstance(run, execution, activity, after.items?.[after.begun] ?? null);
}

/** Another instance is done but not yet heard of. */
const isAwaited = (run: Run, execution: string): boolean =>
  [...run.executions.values()].some(({ of, stage }) => of === execution && stage === 'leave');

function endEarly(run: Run, execution: string, activity: Activity): void {
  for (const [other, { of }] of [...run.executions]) if (of === execution) cancel(run, other);
  end(run, execution, activity);
}

function end(run: Run, execution: string, activity: Activity): void {
  const { output } = loopOf(activity);
  const { outputs } = stateOf(run, execution);
  if (output && outputs) assign(run, insideOf(run, execution), { [output.name]: outputs });
  endActivity(run, execution, activity);
}

/** The names of Table 10.30. */
const countersOf = ({ total, begun, completed, terminated }: LoopState): JsonObject => ({
  numberOfInstances: total,
  numberOfActiveInstances: begun - completed - terminated,
  numberOfCompletedInstances: completed,
  numberOfTerminatedInstances: terminated,
});

/** Table 10.31: which events the activity throws when an instance is done. */
function thrownBy(run: Run, instance: string, activity: Activity, state: LoopState): EventDefinition[] {
  const seen = { ...visible(run, insideOf(run, instance)), ...countersOf(state) };
  return loopOf(activity)
    .throws.filter(({ when }) => {
      if (when === 'each') return true;
      if (when === 'first') return state.completed === 1;
      return isTrue(run, insideOf(run, instance), when.condition, activity.id, seen);
    })
    .map(({ definition }) => definition);
}

/** False where the activity was ended by what it threw. */
function throwFrom(run: Run, execution: string, definition: EventDefinition): boolean {
  if (definition.type === 'escalation' || definition.type === 'error')
    propagate(run, definition.type, definition.code ?? '', { execution });
  return run.executions.has(execution);
}
