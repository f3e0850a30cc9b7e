import { ADDRESS, HEIRS, TREES } from '../support/applications';
import { COPIED_SERVICE } from '../support/second-approval';
import {
  act,
  closed,
  cutHistoriesAfter,
  itemOf,
  mendIncident,
  retryIncident,
  switchRegister,
} from '../support/officials';
import { applicationOf, until, type TestStack } from '../support/stack';

const CITIZEN = 'maria-ivanova';

/** Process of the copied service whose reminder comes at once. */
export const remindingAtOnce = (bpmn: string): string => bpmn.replace('>P5D<', '>PT1S<');

/** The ways whose histories are kept: each files one case file, brings it to its end and answers its id. */
export const SCENARIOS: Readonly<Record<string, (stack: TestStack) => Promise<string>>> = {
  '2128-certificate': (stack) => file(stack, '2128', ADDRESS),

  '2016-returned-then-approved': async (stack) => {
    const caseFileId = await file(stack, '2016', HEIRS);
    await prepare(stack, caseFileId);
    await act(stack, 'radka-vasileva', caseFileId, { outcome: 'return', note: 'Липсва преживялата съпруга.' });
    await prepare(stack, caseFileId);
    await act(stack, 'radka-vasileva', caseFileId, { outcome: 'approve' });
    return caseFileId;
  },

  'reminded-by-a-timer': async (stack) => {
    const caseFileId = await file(stack, COPIED_SERVICE, HEIRS);
    await act(stack, 'radka-vasileva', caseFileId, { outcome: 'noted' });
    await prepare(stack, caseFileId);
    await act(stack, 'radka-vasileva', caseFileId, { outcome: 'approve' });
    return caseFileId;
  },

  '2086-permit': (stack) => decideTrees(stack, 'permit', { outcome: 'approve' }),
  '2086-refusal': (stack) => decideTrees(stack, 'refuse', { outcome: 'refuse', ground: 'Дърветата са здрави.' }),

  'signature-review-accepted': (stack) => reviewSignature(stack, { outcome: 'accept' }),
  'signature-review-refused': (stack) => reviewSignature(stack, { outcome: 'refuse', note: 'Няма пълномощно.' }),

  'incident-retried': async (stack) => {
    await switchRegister(stack, false);
    const caseFileId = await file(stack, '2128', ADDRESS);
    const citizen = await stack.as(CITIZEN);
    await until(async () => (await citizen.getCaseFile(caseFileId)).status === 'incident', 90);
    await switchRegister(stack, true);
    await retryIncident(stack, caseFileId);
    return caseFileId;
  },

  'incident-skipped': async (stack) => {
    const caseFileId = await file(stack, 'parcel-stuck', { parcel: 'a' });
    const citizen = await stack.as(CITIZEN);
    await until(async () => (await citizen.getCaseFile(caseFileId)).status === 'incident', 90);
    await mendIncident(stack, caseFileId, 'skip', { to: 'Confirm' });
    await act(stack, 'ivan-marinov', caseFileId, {});
    return caseFileId;
  },

  'message-and-signal-received': async (stack) => {
    const caseFileId = await file(stack, 'parcel-waits', { parcel: 'received' });
    await file(stack, 'parcel-speaks', { parcel: 'received', finding: 'x' });
    await act(stack, 'ivan-marinov', caseFileId, {});
    return caseFileId;
  },

  'message-and-signal-thrown': async (stack) => {
    const caseFileId = await file(stack, 'parcel-speaks', { parcel: 'thrown', finding: 'x' });
    await closed(await stack.as(CITIZEN), caseFileId);
    return caseFileId;
  },

  'begun-by-a-message': async (stack) => {
    await file(stack, 'parcel-speaks', { parcel: 'begun', finding: 'x' });
    const { item } = await itemOf(stack, 'ivan-marinov', await begunBy(stack, 'parcel-archive'));
    await act(stack, 'ivan-marinov', item.caseFileId, {});
    return item.caseFileId;
  },

  'calling-a-case-file': async (stack) => (await callCaseFile(stack)).caller,
  'called-as-a-case-file': async (stack) => (await callCaseFile(stack)).called,

  'cancelling-a-called-case-file': async (stack) => {
    const caller = await file(stack, 'parcel-calls', { parcel: 'cancelled', finding: 'x' });
    await itemOf(stack, 'ivan-marinov', await begunIn(stack, caller));
    await file(stack, 'parcel-speaks', { parcel: 'cancelled', finding: 'x' });
    await closed(await stack.as(CITIZEN), caller);
    return caller;
  },

  'data-store-written-and-read': async (stack) => {
    const caseFileId = await file(stack, 'parcel-lists', { parcel: 'listed' });
    await act(stack, 'ivan-marinov', caseFileId, {});
    return caseFileId;
  },

  /** The last: every case file after it is cut as well. */
  '2016-cut-by-continue-as-new': async (stack) => {
    await cutHistoriesAfter(stack, 30);
    const caseFileId = await file(stack, '2016', HEIRS);
    for (let turn = 0; turn < 3; turn += 1) {
      await prepare(stack, caseFileId);
      await act(stack, 'radka-vasileva', caseFileId, { outcome: 'return', note: 'Още веднъж.' });
    }
    await prepare(stack, caseFileId);
    await act(stack, 'radka-vasileva', caseFileId, { outcome: 'approve' });
    return caseFileId;
  },
};

async function file(stack: TestStack, service: string, data: Record<string, unknown>, certificate = CITIZEN) {
  const citizen = await stack.as(CITIZEN);
  const filing = await stack.sign(await applicationOf(CITIZEN, service, data), certificate);
  return (await citizen.file(filing)).caseFileId;
}

/** The newest of the citizen's case files of a service. */
async function begunBy({ as, urls }: TestStack, service: string): Promise<string> {
  const { token } = await as(CITIZEN);
  return until(async () => {
    const answer = await fetch(`${urls.api}/case-files`, { headers: { authorization: `Bearer ${token}` } });
    const all = (await answer.json()) as { id: string; service: string; status: string }[];
    return all.find((caseFile) => caseFile.service === service && caseFile.status !== 'closed')?.id;
  });
}

async function callCaseFile(stack: TestStack) {
  const caller = await file(stack, 'parcel-calls', { parcel: 'called', finding: 'x' });
  const called = await begunIn(stack, caller);
  for (const caseFileId of [called, caller]) await act(stack, 'ivan-marinov', caseFileId, {});
  await closed(await stack.as(CITIZEN), caller);
  return { caller, called };
}

/** The case file that this one began, by its journal. */
async function begunIn(stack: TestStack, caseFileId: string): Promise<string> {
  const citizen = await stack.as(CITIZEN);
  return until(async () => {
    const journal = (await citizen.getJournal(caseFileId)) as unknown as {
      type: string;
      payload: { caseFileId: string };
    }[];
    return journal.find(({ type }) => type === 'case-file-begun')?.payload.caseFileId;
  });
}

const prepare = (stack: TestStack, caseFileId: string) =>
  act(stack, 'ivan-marinov', caseFileId, { outcome: 'prepared', heirs: HEIRS.heirs });

async function decideTrees(stack: TestStack, recommendation: string, decision: Record<string, unknown>) {
  const caseFileId = await file(stack, '2086', TREES);
  const finding = { recommendation, finding: 'Прегледани на място.', outcome: 'submit' };
  await act(stack, 'nikola-hristov', caseFileId, finding);
  await act(stack, 'anton-georgiev', caseFileId, decision);
  return caseFileId;
}

async function reviewSignature(stack: TestStack, decision: Record<string, unknown>) {
  const caseFileId = await file(stack, '2128', ADDRESS, 'georgi-dimitrov');
  await act(stack, 'stefka-todorova', caseFileId, decision);
  return caseFileId;
}
