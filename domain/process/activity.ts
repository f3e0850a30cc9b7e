import { DomainError } from '../errors';
import { decide } from '../decision/decide';
import type { Json, JsonObject } from '../json';
import type { ElementOf, GraphElement, Mapping } from './graph';
import type { Run } from './run';
import { leave } from './sequence-flow';
import { dueAt } from './timer';

export type Activity = ElementOf<
  'pass-through-task' | 'service-task' | 'user-task' | 'business-rule-task' | 'script-task'
>;

export const isActivity = (element: GraphElement): element is Activity => 'boundaries' in element;

interface Visit {
  readonly execution: string;
  readonly visit: number;
}

/** Begins an activity: one that is done by others waits, one that is pure is over at once. */
export function enterActivity(run: Run, activity: Activity, visit: Visit): void {
  switch (activity.kind) {
    case 'user-task':
      askPerson(run, activity, visit);
      return listen(run, activity, visit);
    case 'service-task':
      callSystem(run, activity, visit);
      return listen(run, activity, visit);
    case 'business-rule-task':
      return completeActivity(run, activity, visit.execution, ruleResult(run, activity));
    case 'script-task': {
      const value = run.feel(activity.script);
      return completeActivity(run, activity, visit.execution, named(activity.result, value));
    }
    case 'pass-through-task':
      return completeActivity(run, activity, visit.execution, {});
  }
}

function askPerson(run: Run, task: ElementOf<'user-task'>, { execution, visit }: Visit): void {
  const { id, name, form } = task;
  const value = run.feel(task.candidates);
  const candidates = (Array.isArray(value) ? value : [value]).filter((position) => typeof position === 'string');
  if (candidates.length === 0)
    throw new DomainError(
      'SERVICE_INVALID',
      `Nobody is a candidate for ${id}: "${task.candidates}" gives ${JSON.stringify(value)}`,
    );
  const inputs = map(run, task.inputs);
  run.wait(execution, id, visit);
  run.effects.push({ type: 'open-work-item', execution, element: id, visit, name, candidates, form, inputs });
}

function callSystem(run: Run, task: ElementOf<'service-task'>, { execution, visit }: Visit): void {
  const { id, operation } = task;
  const inputs = map(run, task.inputs);
  run.wait(execution, id, visit);
  run.effects.push({ type: 'call-operation', execution, element: id, visit, operation, inputs });
}

function ruleResult(run: Run, { decision, result }: ElementOf<'business-rule-task'>): JsonObject {
  return named(result, decide(run.graph.decisions, decision, run.now.variables, run.at).value);
}

/** A result has the name the model gives it; a context without one becomes variables. */
function named(name: string | null, value: Json): JsonObject {
  if (name !== null) return { [name]: value };
  return isObject(value) ? value : {};
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function map(run: Run, mappings: readonly Mapping[], extra: JsonObject = {}): JsonObject {
  return Object.fromEntries(mappings.map(({ name, expression }) => [name, run.feel(expression, extra)]));
}

/** Starts the timers of the events on its border. */
function listen(run: Run, { boundaries }: Activity, { execution }: Visit): void {
  for (const id of boundaries) {
    const event = run.get(id);
    if (event.kind === 'timer-boundary-event') run.setTimer(id, execution, dueAt(run, event.timer));
  }
}

/** Takes what came back into the variables and goes on. */
export function completeActivity(run: Run, activity: Activity, execution: string, variables: JsonObject): void {
  const merged = activity.outputs.length > 0 ? map(run, activity.outputs, variables) : variables;
  run.now.variables = { ...run.now.variables, ...merged };
  run.close(execution);
  leave(run, activity);
}

/**
 * An error that an activity threw (BPMN 2.0, 10.5.6): the boundary event with its code catches it, else one without a code; uncaught
 * it is an incident.
 */
export function failActivity(run: Run, activity: Activity, execution: string, code: string, message: string): void {
  const catching = activity.boundaries
    .map((id) => run.get(id))
    .filter((event) => event.kind === 'error-boundary-event');
  const caught = catching.find((event) => event.code === code) ?? catching.find((event) => event.code === null);
  const running = run.executions.get(execution);
  if (!caught) {
    if (running) run.raiseIncident(execution, running, code, message);
    return;
  }
  run.note(activity.id, 'cancelled');
  run.close(execution);
  fire(run, caught);
}

/** A boundary event happens: its own flows go on. */
export function fire(run: Run, event: ElementOf<'timer-boundary-event' | 'error-boundary-event'>): void {
  run.note(event.id, 'entered');
  run.note(event.id, 'fired');
  leave(run, event);
}
