import { isDeepStrictEqual } from 'node:util';

import { ActivityNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';

import { begin, type PlannedProcess } from '../../activities/plan';
import type { CaseFileCall } from '../../activities/calls';
import type { Actor } from '../../domain/case-file';
import type { Mail } from '../../domain/mail';
import type { ProcessEvent, Trigger } from '../../domain/process/events';
import type { Receipt } from '../../domain/receipt';
import {
  cancelSignal,
  caseFileWorkflowId,
  catchUpUpdate,
  completeWorkItemUpdate,
  fileUpdate,
  mailSignal,
  tellUpdate,
} from '../../workflows/messages';
import { withoutDecider } from './accounts';
import type { Act, Play } from './plays';
import type { Held, Kept, Store } from './store';
import { tickSignal, type Tick } from './tick';

type EventOf<Type extends ProcessEvent['type']> = Extract<ProcessEvent, { type: Type }>;

const ACTOR: Actor = { id: 'ivan', name: { bg: 'Иван', en: 'Ivan' }, positions: ['clerk'] };

/** The workflow as production starts and reaches it: what each event of a scenario is for it. */
export function createHost(client: Client, taskQueue: string, store: Store) {
  const handleOf = ({ caseFileId }: Act): WorkflowHandle => client.workflow.getHandle(caseFileWorkflowId(caseFileId));

  /** What comes while no worker is there: the beginning, the time, answers to what was asked for, mail. */
  async function send(play: Play, round: number): Promise<void> {
    const act = play.acts[round] as Act;
    const { event } = act;
    if (event.type === 'start') return start(play, act, event);
    const call = heldFor(act);
    if (call?.answeredIn !== undefined) return;
    if (!act.isLate) await handleOf(act).signal(tickSignal, { at: event.at, rings: event.type === 'timer' });
    if (call) {
      call.answeredIn = round;
      await answer(call, answerTo(play, round));
    }
    if (event.type === 'cancel') await handleOf(act).signal(cancelSignal);
    const mail = isTrigger(event) ? publishedIn(play, event) : endOfCalled(play, act);
    if (mail && !act.isLate) {
      store.get(act.caseFileId).mail.push({ id: `${play.id} ${round}`, event: mail });
      await handleOf(act).signal(mailSignal);
    }
  }

  /** What asks for an answer; done when the case file rests. */
  async function attend(play: Play, round: number): Promise<void> {
    const act = play.acts[round] as Act;
    const { caseFileId, calls, over, isLate } = act;
    const { answeredIn = round } = heldFor(act) ?? {};
    if (act.event.type !== 'start' && !isLate && answeredIn === round) await hand(act);
    if (act.event.type === 'start' && !over) await handleOf(act).executeUpdate(fileUpdate);
    for (const call of calls) await store.arrived(caseFileId, call);
    if (over && !isPublishing(act)) await handleOf(act).result();
  }

  async function start(play: Play, act: Act, { at, variables, element, payload = {} }: EventOf<'start'>) {
    const { caseFileId, process } = act;
    const { id, graph } = play;
    const caller = element === undefined ? callerOf(play, process) : undefined;
    const planned: PlannedProcess = {
      ...{ hash: id, graph, variables, status: 'in-progress' },
      startedBy: { process, ...(element !== undefined && { by: { element, payload } }) },
      ...(caller && { caller }),
    };
    const receipt: Receipt = {
      ...{ caseFileId, registrationNumber: '1', receivedAt: at, service: id, accessCode: '1' },
      verdict: { indication: 'TOTAL_PASSED', subIndication: null, findings: [] },
      next: 'in-progress',
    };
    store.open(
      caseFileId,
      { outcome: { type: 'received', receipt }, processes: [begin(planned, receipt)] },
      storesOf(play),
    );
    await client.workflow.signalWithStart(id, {
      ...{ signal: tickSignal, signalArgs: [{ at, rings: false }] as [Tick] },
      ...{ workflowId: caseFileWorkflowId(caseFileId), taskQueue, args: [{ caseFileId }] },
    });
  }

  async function hand(act: Act): Promise<void> {
    const { event } = act;
    const handle = handleOf(act);
    if (event.type === 'timer' || event.type === 'cancel' || heldFor(act) || store.get(act.caseFileId).mail.length > 0)
      // One that ends does not wait for whoever asks how far it is.
      return act.over ? undefined : handle.executeUpdate(catchUpUpdate);
    switch (event.type) {
      case 'complete': {
        const { execution, variables: values } = event;
        const completion = { execution, version: 1, values, actor: ACTOR, key: execution };
        return handle.executeUpdate(completeWorkItemUpdate, { args: [completion] });
      }
      case 'message':
      case 'signal':
      case 'set-variables': {
        const { at: _at, ...told } = event;
        return handle.executeUpdate(tellUpdate, { args: [{ event: told, actor: ACTOR }] });
      }
      default:
        throw new Error(`Nothing brings the event ${event.type} to a case file`);
    }
  }

  /** What the event answers: an execution may have asked for something before that is answered. */
  function heldFor({ caseFileId, event }: Act): Held | undefined {
    if (!('execution' in event)) return undefined;
    const held = [...store.get(caseFileId).calls.values()].filter(({ execution }) => execution === event.execution);
    return held.find(({ answeredIn }) => answeredIn === undefined) ?? held.at(-1);
  }

  const isPublishing = ({ caseFileId }: Act): boolean =>
    [...store.get(caseFileId).calls.values()].some((call) => 'triggers' in call && call.answeredIn === undefined);

  async function answer(call: Held, result: object): Promise<void> {
    try {
      await client.activity.complete(Buffer.from(call.token, 'base64'), result);
    } catch (error) {
      // It was taken back meanwhile, with all that it belonged to.
      if (!(error instanceof ActivityNotFoundError)) throw error;
    }
  }

  const keptOf = ({ acts }: Play): Kept[] =>
    [...new Set(acts.map(({ caseFileId }) => caseFileId))].filter(store.has).map(store.get);

  /** All case files of a play share its data stores. */
  const storesOf = (play: Play): Kept['dataStores'] =>
    keptOf(play)[0]?.dataStores ?? new Map(Object.entries(play.stored));

  /** How a case file ended that this one called. */
  const endOfCalled = (play: Play, { caseFileId, event }: Act): Mail['event'] | undefined =>
    keptOf(play)
      .flatMap(({ points }) => points.flatMap(({ answer }) => answer ?? []))
      .find(({ to, event: end }) => to === caseFileId && 'execution' in event && end.execution === event.execution)
      ?.event;

  /** Who called the case file that begins now: the first call of its process that has none yet. */
  function callerOf(play: Play, process: string): PlannedProcess['caller'] {
    const kept = keptOf(play);
    const begun = kept.flatMap(({ received: { processes } }) => processes.map(({ caller }) => caller));
    const isBegun = ({ caseFileId, execution }: CaseFileCall): boolean =>
      begun.some((caller) => caller?.caseFileId === caseFileId && caller.execution === execution);
    const call = kept
      .flatMap(({ called }) => [...called.values()])
      .find((one) => one.process === process && !isBegun(one));
    return call && { caseFileId: call.caseFileId, execution: call.execution };
  }

  /** What is on its way from one case file of the play to others. */
  function publishedIn(play: Play, event: EventOf<'message' | 'signal'>): Trigger | undefined {
    const { at: _at, ...named } = event;
    return keptOf(play)
      .flatMap(({ calls }) => [...calls.values()])
      .flatMap((call) => ('triggers' in call ? call.triggers : []))
      .find((trigger) => isDeepStrictEqual(withoutDecider(trigger), named));
  }

  return { send, attend };
}

const isTrigger = (event: ProcessEvent): event is EventOf<'message' | 'signal'> =>
  event.type === 'message' || event.type === 'signal';

/** An escalation does not end the work: what ends it comes next. */
function answerTo({ acts }: Play, round: number): object {
  const { event, caseFileId } = acts[round] as Act;
  if (event.type === 'fail') return { error: { code: event.code, message: event.message } };
  if (event.type === 'complete') return { variables: event.variables };
  if (event.type !== 'escalate') return {};
  const end = acts.slice(round).find((act) => act.caseFileId === caseFileId && isEndOf(event.execution, act.event));
  const escalation = { code: event.code, message: event.message };
  return { variables: (end?.event as EventOf<'complete'>).variables, escalation };
}

const isEndOf = (execution: string, event: ProcessEvent): boolean =>
  event.type === 'complete' && event.execution === execution;
