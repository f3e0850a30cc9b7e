import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow';

import { migrateState } from '../domain/process/migrate-state';
import type { Outcome } from '../domain/receipt';
import { receive } from './activities';
import { now } from './clock';
import { createDesk, type Desk, type Standing } from './desk';
import {
  cancelSignal,
  catchUpUpdate,
  completeWorkItemUpdate,
  fileUpdate,
  mailSignal,
  mendIncidentUpdate,
  tellUpdate,
  type CaseFileInput,
  type IncidentMending,
  type WorkItemCompletion,
} from './messages';
import { ofTheSystem } from './outside';
import { firstOf, runProcess, standingIn } from './process';
import type { Snapshot } from './snapshot';

/**
 * Carries one case file from the submission to its end.
 *
 * `fileUpdate` answers as soon as the submission is registered or refused. Then, where the check could not know whose signature
 * it is, a person looks at it (a process of its own, drawn like any other); then the service's process runs.
 */
export async function caseFileWorkflow(input: CaseFileInput & { readonly resume?: Snapshot }): Promise<void> {
  const { caseFileId, resume } = input;
  const desk = createDesk(resume);
  // Whoever asks may be handed over before the process runs again.
  if (resume) desk.asks(standingBefore(resume));
  const answer: { outcome?: Outcome } = resume ? { outcome: resume.outcome } : {};
  handleMessages(desk, answer);

  const received = resume ? { outcome: resume.outcome, processes: resume.processes } : await receive({ caseFileId });
  answer.outcome = received.outcome;
  let { processes } = received;
  let start = resume;
  let seq = start?.seq ?? 0;
  while (processes.length > 0) {
    const end = await runProcess({ caseFileId, desk, outcome: received.outcome, processes, seq, snapshot: start });
    processes = end.goesOn ? processes.slice(1) : [];
    seq = end.seq;
    start = undefined;
  }
  desk.close();
  await condition(allHandlersFinished);
}

function standingBefore({ processes, state: kept }: Snapshot): Standing {
  const state = migrateState(kept);
  return standingIn(firstOf(processes), () => state);
}

function handleMessages(desk: Desk, answer: { outcome?: Outcome }): void {
  setHandler(fileUpdate, async () => {
    await condition(() => answer.outcome !== undefined);
    return answer.outcome as Outcome;
  });
  setHandler(
    completeWorkItemUpdate,
    async (completion) => {
      await desk.postAndWait(asHappening(completion));
    },
    { validator: ({ execution, version }) => desk.refuseUnlessOpen(execution, version) },
  );
  setHandler(mendIncidentUpdate, (mending) => mend(desk, mending), {
    validator: ({ execution, mending }) => {
      desk.refuseUnlessIncident(execution);
      if (mending.type === 'skip') desk.refuseUnlessReachable(execution, mending.to);
    },
  });
  setHandler(
    tellUpdate,
    ({ event, actor }) => desk.postAndWait({ event: { at: now(), ...event }, actor, key: null, writtenUpTo: 0 }),
    { validator: ({ event }) => desk.refuseUnlessAwaited(event) },
  );
  setHandler(catchUpUpdate, () => desk.whenDone(desk.collect()));
  setHandler(mailSignal, () => void desk.collect());
  setHandler(cancelSignal, () => void desk.post(ofTheSystem({ type: 'cancel', at: now() })));
}

const mend = (desk: Desk, { execution, mending, actor }: IncidentMending): Promise<void> =>
  desk.postAndWait({ event: { at: now(), execution, ...mending }, actor, key: null, writtenUpTo: 0 });

function asHappening({ execution, values, actor, key }: WorkItemCompletion) {
  const decidedBy = { name: { ...actor.name }, positions: [...actor.positions] };
  const variables = { ...values, decidedBy };
  return { event: { type: 'complete' as const, at: now(), execution, variables }, actor, key, writtenUpTo: 0 };
}
