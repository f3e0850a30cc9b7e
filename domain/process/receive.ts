import type { JsonObject } from '../json';
import { beginWithStores } from './activities/activity';
import { beginContainer, listenInside } from './activities/container';
import { returnFromCall } from './activities/call-activity';
import { completeInstance } from './activities/complete';
import { leaveInstance } from './activities/multi-instance';
import { cancel } from './cancel';
import { assign } from './data/variables';
import { endProcess } from './end-process';
import type { ProcessEvent } from './events';
import { happen, occur } from './events/happen';
import { listen, listenerOf } from './events/listen';
import { propagate } from './events/propagate';
import { throwOn, throwWithStores } from './events/throw-event';
import { compensateNext } from './events/compensation';
import { targetsOf } from './gateways/event-based-gateway';
import { isActivity, isEvent, type ElementOf, type GraphElement } from './graph';
import { guard, raiseIncident } from './incident';
import { listenersFor } from './listening';
import { retry } from './retry';
import { maySkip } from './skip-targets';
import { changeExecution, containerOf, elementOf, executionOf, note, open, type Run } from './run';
import { ROOT } from './state';

type EventOf<Type extends ProcessEvent['type']> = Extract<ProcessEvent, { type: Type }>;

/** What an event from outside means for the case. One that addresses nothing that waits means nothing. */
export function receive(run: Run, process: string, event: ProcessEvent): void {
  if (event.type === 'start') return start(run, process, event);
  if (run.now.status !== 'running') return;
  switch (event.type) {
    case 'timer':
      return happenTo(run, event.timer, {});
    case 'message':
      for (const id of listenersFor(run.graph, run, event).slice(0, 1)) happenTo(run, id, event.variables);
      return;
    case 'signal':
      for (const id of listenersFor(run.graph, run, event)) happenTo(run, id, event.variables);
      return;
    case 'set-variables':
      return guard(run, { element: process, scope: ROOT, stage: 'leave' }, () => assign(run, ROOT, event.variables));
    case 'cancel':
      return cancelScope(run, event.execution);
    default:
      return address(run, event);
  }
}

/** BPMN 2.0, 13.2: a process comes into being by its none start events, or by the event that starts it. */
function start(run: Run, process: string, { variables, element, payload = {} }: EventOf<'start'>): void {
  if (run.now.status !== 'ready') return;
  run.now.status = 'running';
  run.scopes.set(ROOT, { element: process, parent: null, variables, isContainer: true });
  const about = { element: element ?? process, scope: ROOT, stage: 'enter' as const };
  guard(run, about, () => {
    if (element === undefined) return beginContainer(run, ROOT);
    listenInside(run, ROOT);
    startBy(run, elementOf(run, element), payload);
  });
}

function startBy(run: Run, trigger: GraphElement, payload: JsonObject): void {
  if (trigger.kind === 'start-event')
    return void run.agenda.push({ type: 'enter', element: trigger.id, scope: ROOT, flow: null, happened: payload });
  const gateway = trigger.incoming
    .map((flow) => elementOf(run, run.graph.flows[flow]?.source ?? ''))
    .find(({ kind }) => kind === 'event-based-gateway');
  if (gateway?.kind === 'event-based-gateway') startByGateway(run, gateway, trigger.id);
  occur(run, trigger.id, ROOT, payload);
}

/** 10.6.6: the first event starts the process; of a parallel one all others must still happen, for the same process. */
function startByGateway(run: Run, gateway: ElementOf<'event-based-gateway'>, trigger: string): void {
  const others = gateway.parallel ? targetsOf(run, gateway).filter((target) => target !== trigger) : [];
  note(run, gateway.id, 'entered');
  if (others.length === 0) return note(run, gateway.id, 'left');
  const execution = open(run, { element: gateway.id, scope: ROOT });
  for (const target of others) listen(run, listenerOf(run, target), execution, ROOT);
}

function happenTo(run: Run, id: string, payload: JsonObject): void {
  const subscription = run.subscriptions.get(id);
  if (!subscription) return;
  const { execution } = subscription;
  const owner = run.executions.get(execution);
  const about = owner ?? { element: subscription.element, scope: execution };
  guard(run, { ...about, stage: 'enter' }, () => happen(run, id, payload), owner && execution);
}

type Addressed = Exclude<ProcessEvent, { type: 'start' | 'timer' | 'message' | 'signal' | 'set-variables' | 'cancel' }>;

function address(run: Run, event: Addressed): void {
  const { execution: id } = event;
  if (event.type === 'complete' && run.subscriptions.has(id)) return happenTo(run, id, event.variables);
  const execution = run.executions.get(id);
  if (!execution) return;
  const { stage = 'enter' } = execution;
  const about = { ...execution, stage: stage === 'read' ? 'enter' : stage } as const;
  guard(run, about, () => (stage === 'read' ? actBefore(run, id, event) : act(run, id, event)), id);
}

/** It waits for its data stores and has not begun: there is no work yet that could be done, or that an error could come from. */
function actBefore(run: Run, id: string, event: Addressed): void {
  if (event.type === 'skip') return skip(run, id, event.to);
  if (event.type === 'fail')
    return raiseIncident(run, id, { ...executionOf(run, id), stage: 'enter' }, event.code, event.message);
  if (event.type !== 'data-store-read') return;
  const element = elementOf(run, executionOf(run, id).element);
  if (isActivity(element)) beginWithStores(run, id, element, event.values);
  else throwWithStores(run, id, element as ElementOf<'end-event'>, event.values);
}

function act(run: Run, id: string, event: Addressed): void {
  const { state } = executionOf(run, id);
  switch (event.type) {
    case 'complete':
      return state === 'waiting' ? complete(run, id, event.variables) : undefined;
    case 'fail':
      return state === 'waiting' ? fail(run, id, event) : undefined;
    case 'escalate':
      return void propagate(run, 'escalation', event.code, { execution: id });
    case 'retry':
      return state === 'incident' ? retry(run, id, event.variables ?? {}) : undefined;
    case 'skip':
      return skip(run, id, event.to);
    case 'data-store-read':
      // Too late: it was interrupted, or has begun.
      return;
  }
}

/** Work that is done, a message or event that has come, or something published. */
function complete(run: Run, id: string, variables: JsonObject): void {
  const execution = executionOf(run, id);
  const element = elementOf(run, execution.element);
  const [listening] = [...run.subscriptions].find(
    ([, subscription]) => subscription.execution === id && subscription.element === element.id,
  ) ?? [''];
  if (listening !== '') return happen(run, listening, variables);
  // What a multi-instance activity threw is published.
  if (execution.stage === 'leave' && isActivity(element)) return leaveInstance(run, id, element);
  const isWork = isActivity(element) && !execution.loop && !run.scopes.get(id)?.isContainer;
  if (isWork && element.kind === 'call-activity') return returnFromCall(run, element, id, variables);
  if (isWork) return completeInstance(run, id, variables);
  if (!isEvent(element) || execution.compensating || run.deferred.includes(id)) return;
  assign(run, execution.scope, variables);
  throwOn(run, id);
}

/** 10.5.6: uncaught, an error is an incident. */
function fail(run: Run, id: string, { code, message }: EventOf<'fail' | 'escalate'>): void {
  const { stage: _stage, ...execution } = executionOf(run, id);
  if (execution.compensating) return;
  // Its work is over: nothing of it is to be taken back.
  changeExecution(run, id, { state: 'incident' });
  const isWork = isActivity(elementOf(run, execution.element));
  if (propagate(run, 'error', code, isWork ? { execution: id } : { scope: execution.scope })) return;
  // Work is asked for again; an event is thrown again from its beginning.
  raiseIncident(run, id, isWork ? execution : { ...execution, stage: 'enter' }, code, message);
}

function skip(run: Run, id: string, to: string): void {
  if (!maySkip(run.graph, (execution) => run.executions.get(execution), id, to)) return;
  const outer = executionOf(run, id).of ?? id;
  const { scope } = executionOf(run, outer);
  cancel(run, outer);
  run.agenda.push({ type: 'enter', element: to, scope: containerOf(run, scope), flow: null });
}

function cancelScope(run: Run, id: string | undefined): void {
  if (id === undefined) return endProcess(run, 'cancelled');
  const execution = run.executions.get(id);
  if (!execution) return;
  cancel(run, execution.of ?? id);
  if (execution.for !== undefined) compensateNext(run, execution.for);
}
