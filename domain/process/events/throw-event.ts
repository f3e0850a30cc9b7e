import { DomainError } from '../../errors';
import { cancelTransaction } from '../activities/transaction';
import { close, empty } from '../cancel';
import type { JsonObject } from '../../json';
import { openLocals, takeInputs } from '../data/mappings';
import { askForStores, takeStores } from '../data/stores';
import { leave } from '../flows';
import type { ElementOf, EventDefinition } from '../graph';
import { guard, raiseIncident } from '../incident';
import { changeExecution, containerOf, elementOf, executionOf, note, open, type Run, type Token } from '../run';
import { ROOT } from '../state';
import { endProcess } from '../end-process';
import { compensateDetached, compensateNext, takeCompleted } from './compensation';
import { findCatcher, propagate } from './propagate';
import { publish } from './publish';

type ThrowEvent = ElementOf<'intermediate-throw-event'> | ElementOf<'end-event'>;
type Definition<Type extends EventDefinition['type']> = Extract<EventDefinition, { type: Type }>;

const ofType = <Type extends EventDefinition['type']>({ definitions }: ThrowEvent, type: Type): Definition<Type>[] =>
  definitions.filter((definition): definition is Definition<Type> => definition.type === type);

/** 13.5.2: an event throws all of its definitions. Messages and signals are published first; the host says when that is done. */
export function enterThrowEvent(run: Run, event: ThrowEvent, { scope, again }: Token): void {
  note(run, event.id, 'entered');
  const execution = open(run, { element: event.id, scope }, again);
  if (askForStores(run, execution, event)) return;
  if (event.definitions.length === 0 && event.dataIn.length === 0) return finish(run, event, execution);
  guard(run, { ...executionOf(run, execution), stage: 'enter' }, () => begin(run, execution, event), execution);
}

/** What its data stores hold is there. */
export function throwWithStores(run: Run, execution: string, event: ThrowEvent, values: JsonObject): void {
  begin(run, execution, event, takeStores(run, execution, event, values));
}

function begin(run: Run, execution: string, event: ThrowEvent, stores?: JsonObject): void {
  openLocals(run, execution, event, stores);
  const payload = takeInputs(run, execution, event);
  const { scope } = executionOf(run, execution);
  if (!publish(run, { execution, element: event.id, scope }, event.definitions, payload)) throwOn(run, execution);
}

/** It is published: the rest is thrown. Escalation and compensation happen when no token moves. */
export function throwOn(run: Run, execution: string): void {
  const event = elementOf(run, executionOf(run, execution).element) as ThrowEvent;
  if (ofType(event, 'escalation').length + ofType(event, 'compensation').length > 0) run.deferred.push(execution);
  else finishThrow(run, execution);
}

/** No token moves any more: siblings listen already. */
export function throwDeferred(run: Run, execution: string): void {
  const thrower = run.executions.get(execution);
  if (!thrower) return;
  const event = elementOf(run, thrower.element) as ThrowEvent;
  for (const { code } of ofType(event, 'escalation')) {
    propagate(run, 'escalation', code ?? '', { scope: thrower.scope });
    if (!run.executions.has(execution)) return;
  }
  compensate(run, event, execution);
}

function compensate(run: Run, event: ThrowEvent, execution: string): void {
  const { scope } = executionOf(run, execution);
  const definitions = ofType(event, 'compensation');
  const waited = definitions.filter(({ waits }) => waits).flatMap((one) => takeCompleted(run, scope, one));
  const detached = definitions.filter(({ waits }) => !waits).flatMap((one) => takeCompleted(run, scope, one));
  if (waited.length === 0) finishThrow(run, execution);
  if (detached.length > 0) compensateDetached(run, event.id, scope, detached);
  if (waited.length === 0) return;
  changeExecution(run, execution, { compensating: waited });
  compensateNext(run, execution);
}

/** Errors, cancel and terminate act at once and end the branch that threw them. */
export function finishThrow(run: Run, execution: string): void {
  const { scope, detached } = executionOf(run, execution);
  const event = elementOf(run, executionOf(run, execution).element) as ThrowEvent;
  if (detached) return close(run, execution);
  const [error] = ofType(event, 'error');
  if (error) return throwError(run, event, execution, error.code ?? '');
  finish(run, event, execution);
  if (ofType(event, 'cancel').length > 0) cancelTransaction(run, scope);
  if (ofType(event, 'terminate').length > 0) terminate(run, scope);
}

/** Of the process itself an uncaught error is its end; anywhere else it is an incident. */
function throwError(run: Run, event: ThrowEvent, execution: string, code: string): void {
  const { scope } = executionOf(run, execution);
  if (findCatcher(run, 'error', code, { scope })) {
    finish(run, event, execution);
    propagate(run, 'error', code, { scope });
  } else if (scope === ROOT) {
    finish(run, event, execution);
    endProcess(run, 'error', code);
  } else {
    const about = { ...executionOf(run, execution), stage: 'enter' as const };
    raiseIncident(run, execution, about, 'SERVICE_INVALID', `Nobody catches the error "${code}" of ${event.id}`);
  }
}

/** 13.5.6: everything in the scope ends; the process with it where the scope is the process. */
function terminate(run: Run, scope: string): void {
  const container = containerOf(run, scope);
  if (container === ROOT) endProcess(run, 'terminated');
  else empty(run, container);
}

function finish(run: Run, event: ThrowEvent, execution: string): void {
  const { scope } = executionOf(run, execution);
  const link = ofType(event, 'link')[0];
  note(run, event.id, 'left');
  close(run, execution);
  if (link) passLink(run, event.id, scope, link);
  else leave(run, event, scope);
}

/** 10.5.4: a link is a flow between two places of the drawing. */
function passLink(run: Run, id: string, scope: string, { name, target }: Definition<'link'>): void {
  if (target === null) throw new DomainError('SERVICE_INVALID', `The link "${name}" of ${id} leads nowhere`);
  run.agenda.push({ type: 'enter', element: target, scope, flow: null });
}
