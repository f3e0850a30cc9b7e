import { randomUUID } from 'node:crypto';

import { Client, Connection } from '@temporalio/client';

import type { ApiClient } from '../../cli/client';
import { caseFileWorkflowId } from '../../workflows/messages';
import { openBrowser, signIn, sitDown } from '../support/browser';
import { lookInBothLanguages } from '../support/look';
import { act, closed, cutHistoriesAfter, itemOf, mendIncident } from '../support/officials';
import { dropInMessagingServices } from '../support/messaging-services';
import { applicationOf, startTestStack, until, type Part, type TestStack } from '../support/stack';

/** Case files speak with one another, and an operator mends what is stuck: on a whole town of its own. */

let stack: TestStack;
let maria: ApiClient;
beforeAll(async () => {
  stack = await startTestStack({ env: { SERVICES_FOLDER: await dropInMessagingServices() } });
  maria = await stack.as('maria-ivanova');
}, 300_000);
afterAll(() => stack?.remove(), 60_000);

const OFFICER = 'ivan-marinov';

async function file(service: string, data: Record<string, unknown>): Promise<string> {
  const filing = await stack.sign(await applicationOf('maria-ivanova', service, data), 'maria-ivanova');
  const key = randomUUID();
  return (await until(() => maria.file({ ...filing, key }), 90)).caseFileId;
}

interface Entry {
  readonly type: string;
  readonly actor: { readonly id: string } | null;
  readonly payload: { readonly event?: { readonly variables?: unknown }; readonly from?: object };
}

const journalOf = async (caseFileId: string) => (await maria.getJournal(caseFileId)) as unknown as readonly Entry[];
const happened = async (caseFileId: string): Promise<string[]> =>
  (await journalOf(caseFileId)).map(({ type }) => type).filter((type) => /^(message|signal)-received$/.test(type));

async function caseFilesOf(service: string): Promise<{ id: string; registrationNumber: string }[]> {
  const headers = { authorization: `Bearer ${maria.token}` };
  const all = (await (await fetch(`${stack.urls.api}/case-files`, { headers })).json()) as {
    id: string;
    service: string;
    registrationNumber: string;
  }[];
  return all.filter((caseFile) => caseFile.service === service);
}

const isStuck = (caseFileId: string) =>
  until(async () => (await maria.getCaseFile(caseFileId)).status === 'incident', 90);

it('keeps a message until its receiver comes, and begins a case file by another', async () => {
  const sender = await file('parcel-speaks', { parcel: 'kept', finding: 'суха' });
  expect((await closed(maria, sender)).outcome).toBe('completed');
  const receiver = await file('parcel-waits', { parcel: 'kept' });

  await until(async () => (await happened(receiver)).length === 1);

  const [{ payload } = { payload: undefined }] = (await journalOf(receiver)).filter(
    ({ type }) => type === 'message-received',
  );
  expect(payload?.event?.variables).toEqual({ finding: 'суха' });
  const [begun] = await until(async () => {
    const found = await caseFilesOf('parcel-archive');
    return found.length === 1 && found;
  });
  const { registrationNumber } = await maria.getCaseFile(sender);
  const [received, started] = await journalOf(begun?.id ?? '');
  expect(received?.payload.from).toMatchObject({ caseFileId: sender, registrationNumber, element: 'Start' });
  expect(started?.payload.event).toMatchObject({ element: 'Start', payload: { box: 'kept' } });
  expect(begun?.registrationNumber).not.toBe(registrationNumber);

  const { official, item } = await itemOf(stack, OFFICER, begun?.id ?? '');
  expect(item.name.bg).toBe('Предаване в архива');
  await official.complete(item.id, item.version, {});
  expect((await closed(maria, begun?.id ?? '')).applicantName).toBe('Мария Петрова Иванова');
}, 120_000);

/** The case file that a call of this one began, as its journal names it. */
const calledBy = (caseFileId: string): Promise<{ caseFileId: string; registrationNumber: string }> =>
  until(async () => {
    const begun = (await journalOf(caseFileId)).find(({ type }) => type === 'case-file-begun');
    return begun?.payload as { caseFileId: string; registrationNumber: string } | undefined;
  });

/** Completes its one work item. The answer may be lost with what is killed, so it is over when the case file is. */
const end = (caseFileId: string) =>
  until(async () => {
    if ((await maria.getCaseFile(caseFileId)).status === 'closed') return true;
    const official = await stack.as(OFFICER);
    const item = (await official.listWorkItems()).find((candidate) => candidate.caseFileId === caseFileId);
    if (item) await official.complete(item.id, item.version, {});
    return false;
  }, 90);

it('has a called process run in a case file of its own, and goes on with its result', async () => {
  const caller = await file('parcel-calls', { parcel: 'called', finding: 'суха' });
  const called = await calledBy(caller);
  expect(await maria.getCaseFile(called.caseFileId)).toMatchObject({
    ...{ registrationNumber: called.registrationNumber, applicantName: 'Мария Петрова Иванова', status: 'in-progress' },
  });
  const { registrationNumber } = await maria.getCaseFile(caller);
  expect((await journalOf(called.caseFileId))[0]?.payload.from).toMatchObject({
    caseFileId: caller,
    registrationNumber,
  });

  await act(stack, OFFICER, called.caseFileId, {});
  await closed(maria, called.caseFileId);
  const { official, item } = await itemOf(stack, OFFICER, caller);
  expect(item.name.bg).toBe('Вписване');
  await official.complete(item.id, item.version, {});
  expect(await closed(maria, caller)).toMatchObject({ outcome: 'completed' });

  const ended = (await journalOf(caller)).filter(({ type }) => type === 'case-file-ended');
  expect(ended).toMatchObject([{ payload: { event: { variables: { analysis: 'found: суха' } } } }]);
}, 120_000);

it('catches the error of a called process at the border of the call', async () => {
  const caller = await file('parcel-calls', { parcel: 'called', finding: 'unfit' });
  const { caseFileId } = await calledBy(caller);

  await act(stack, OFFICER, caseFileId, {});

  expect(await closed(maria, caseFileId)).toMatchObject({ outcome: 'error' });
  const { item } = await itemOf(stack, OFFICER, caller);
  expect(item.name.bg).toBe('Връщане');
}, 120_000);

it('cancels a called process with the call', async () => {
  const caller = await file('parcel-calls', { parcel: 'withdrawn', finding: 'суха' });
  const { caseFileId } = await calledBy(caller);
  await itemOf(stack, OFFICER, caseFileId);

  await file('parcel-speaks', { parcel: 'withdrawn', finding: 'x' });

  await closed(maria, caller);
  expect(await closed(maria, caseFileId)).toMatchObject({ outcome: 'cancelled' });
  const left = await (await stack.as(OFFICER)).listWorkItems();
  expect(left.filter((item) => item.caseFileId === caseFileId)).toEqual([]);
}, 120_000);

it('correlates by key, and gives a signal to all that wait', async () => {
  const receivers = await Promise.all(['left', 'right'].map((parcel) => file('parcel-waits', { parcel })));
  const [left = '', right = ''] = receivers;

  await closed(maria, await file('parcel-speaks', { parcel: 'right', finding: 'x' }));

  await act(stack, OFFICER, right, {});
  expect((await closed(maria, right)).outcome).toBe('completed');
  await until(async () => (await happened(left)).length === 1);
  expect(await happened(left)).toEqual(['signal-received']);
}, 120_000);

it.each<Part>(['worker', 'temporal', 'postgres'])(
  'loses no message and gives none twice when the %s is killed in the middle',
  async (part) => {
    const before = (await caseFilesOf('parcel-archive')).length;
    const parcels = [1, 2, 3].map((number) => `${part}-${number}`);
    const receivers = await Promise.all(parcels.map((parcel) => file('parcel-waits', { parcel })));

    const senders = Promise.all(parcels.map((parcel) => file('parcel-speaks', { parcel, finding: 'x' })));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await stack.kill(part);
    for (const sender of await senders) await until(async () => (await closed(maria, sender)).outcome, 120);

    for (const receiver of receivers) await act(stack, OFFICER, receiver, {});
    for (const receiver of receivers) {
      await until(async () => (await maria.getCaseFile(receiver)).status === 'closed', 90);
      const heard = await happened(receiver);
      expect(heard.filter((type) => type === 'message-received')).toHaveLength(1);
    }
    const begun = await caseFilesOf('parcel-archive');
    expect(begun).toHaveLength(before + parcels.length);
    expect(new Set(begun.map(({ registrationNumber }) => registrationNumber)).size).toBe(begun.length);
  },
  300_000,
);

it.each<Part>(['worker', 'temporal', 'postgres'])(
  'begins and ends called case files once when the %s is killed in the middle',
  async (part) => {
    const before = (await caseFilesOf('parcel-calls')).length;
    const filing = Promise.all([1, 2, 3].map(() => file('parcel-calls', { parcel: part, finding: 'x' })));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await stack.kill(part);
    const callers = await filing;
    const called = await Promise.all(callers.map((caller) => until(() => calledBy(caller), 90)));

    const ending = Promise.all(called.map(({ caseFileId }) => end(caseFileId)));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await stack.kill(part);
    await ending;

    for (const caller of callers) {
      await act(stack, OFFICER, caller, {});
      await until(async () => (await maria.getCaseFile(caller)).status === 'closed', 90);
      const types = (await journalOf(caller)).map(({ type }) => type).filter((type) => /^case-file-/.test(type));
      expect(types).toEqual(['case-file-begun', 'case-file-ended']);
    }
    expect(await caseFilesOf('parcel-calls')).toHaveLength(before + 2 * callers.length);
  },
  300_000,
);

it('keeps a data store beyond the case file that wrote it, and names it in the journal without its content', async () => {
  const first = await file('parcel-lists', { parcel: 'a' });
  await act(stack, OFFICER, first, {});
  await closed(maria, first);
  const second = await file('parcel-lists', { parcel: 'b' });
  await act(stack, OFFICER, second, {});
  expect((await closed(maria, second)).outcome).toBe('completed');

  const entries = (await journalOf(second)).filter(({ type }) => type.startsWith('data-store'));
  expect(entries.map(({ type }) => type)).toEqual(['data-store-read', 'data-store-written', 'data-store-read']);
  const [before, written, after] = entries.map(({ payload }) => payload);
  expect(before?.event).toMatchObject({ values: { parcels: ['a'] } });
  expect(written).toEqual({ type: 'write-data-store', store: 'parcels' });
  expect(after?.event).toMatchObject({ values: { parcels: ['a', 'b'] } });
}, 120_000);

it('lets the operator mend an incident by setting data and trying again', async () => {
  const caseFileId = await file('parcel-stuck', { parcel: 'a' });
  await isStuck(caseFileId);

  expect(await mendIncident(stack, caseFileId, 'retry', { variables: { allowed: true } })).toMatchObject({
    status: 204,
  });

  await act(stack, OFFICER, caseFileId, {});
  await closed(maria, caseFileId);
  const retried = (await journalOf(caseFileId)).find(({ type }) => type === 'incident-retried');
  expect(retried).toMatchObject({ actor: { id: 'krum-velev' }, payload: { event: { variables: { allowed: true } } } });
}, 120_000);

it('lets the operator go on at another element, of the same process only', async () => {
  const caseFileId = await file('parcel-stuck', { parcel: 'b' });
  await isStuck(caseFileId);

  expect(await mendIncident(stack, caseFileId, 'skip', { to: 'Start' })).toMatchObject({
    status: 422,
    problem: { code: 'SKIP_TARGET_INVALID', errors: [{ pointer: '/to' }] },
  });
  expect(await mendIncident(stack, caseFileId, 'skip', {})).toMatchObject({
    problem: { code: 'REQUEST_INVALID', errors: [{ pointer: '/to' }] },
  });
  expect(await mendIncident(stack, caseFileId, 'skip', { to: 'Confirm' })).toMatchObject({ status: 204 });

  await act(stack, OFFICER, caseFileId, {});
  await closed(maria, caseFileId);
  expect((await journalOf(caseFileId)).map(({ type }) => type)).toContain('token-moved');
}, 120_000);

it('takes no order to go on elsewhere from what compensates, and writes none down', async () => {
  const caseFileId = await file('parcel-undone', { parcel: 'f' });
  await isStuck(caseFileId);

  expect(await mendIncident(stack, caseFileId, 'skip', { to: 'Confirm' })).toMatchObject({
    ...{ status: 422, problem: { code: 'SKIP_TARGET_INVALID' } },
  });

  expect((await journalOf(caseFileId)).map(({ type }) => type)).not.toContain('token-moved');
  expect(await mendIncident(stack, caseFileId, 'cancel')).toMatchObject({ status: 204 });
}, 120_000);

it('lets the operator end what is stuck', async () => {
  const caseFileId = await file('parcel-stuck', { parcel: 'c' });
  await isStuck(caseFileId);

  expect(await mendIncident(stack, caseFileId, 'cancel')).toMatchObject({ status: 204 });

  await closed(maria, caseFileId);
  expect((await journalOf(caseFileId)).map(({ type }) => type)).toContain('scope-cancelled');
  expect(await mendIncident(stack, caseFileId, 'cancel')).toMatchObject({ status: 400 });
}, 120_000);

it('lets the operator send a message to one case file, if it waits for it', async () => {
  const caseFileId = await file('parcel-waits', { parcel: 'told' });
  const operator = await stack.as('krum-velev');
  const tell = async (event: object) => {
    const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(event) };
    const answer = await fetch(`${stack.urls.api}/case-files/${caseFileId}/events`, init);
    return answer.status === 204 ? 204 : ((await answer.json()) as { code: string }).code;
  };

  expect(await tell({ type: 'message', name: 'inspected', key: 'other' })).toBe('EVENT_NOT_AWAITED');
  expect(await tell({ type: 'message', name: 'inspected', key: 'told' })).toBe(204);
  expect(await tell({ type: 'message', name: 'inspected', key: 'told' })).toBe('EVENT_NOT_AWAITED');
  expect(await tell({ type: 'signal', name: 'season is open' })).toBe(204);

  await act(stack, OFFICER, caseFileId, {});
  await closed(maria, caseFileId);
  expect(await tell({ type: 'set-variables', variables: {} })).toBe('CASE_FILE_CLOSED');
}, 120_000);

it('shows the operator what is stuck and what can be done about it, without a script', async () => {
  const [set, skipped] = [await file('parcel-stuck', { parcel: 'd' }), await file('parcel-stuck', { parcel: 'e' })];
  await isStuck(set);
  await isStuck(skipped);
  const browser = await openBrowser();
  const operator = await sitDown(browser, 1280);
  await signIn(operator, stack, 'Крум Велев');
  const numberOf = async (id: string) => (await maria.getCaseFile(id)).registrationNumber;
  const openIncident = async (id: string) => {
    await operator.goto(`${stack.urls.home}office/incidents`);
    await operator.getByRole('link', { name: await numberOf(id) }).click();
  };

  await operator.getByRole('link', { name: 'Спрени преписки' }).click();
  await operator.getByRole('heading', { name: 'Спрени преписки (2)' }).waitFor();
  await lookInBothLanguages(operator, 'incidents');
  await openIncident(set);
  await operator.getByText('Allowed_Confirm').or(operator.getByText('Allowed')).first().waitFor();
  await lookInBothLanguages(operator, 'incident');
  await operator.getByLabel('Данни (JSON)').fill('allowed: yes');
  await operator.getByRole('button', { name: 'Опитай отново с други данни' }).click();
  await operator.locator('.govuk-error-summary').getByText('Данните трябва да са JSON обект').waitFor();
  await lookInBothLanguages(operator, 'incident-error');
  await openIncident(set);
  await operator.getByLabel('Данни (JSON)').fill('{"allowed": true}');
  await operator.getByRole('button', { name: 'Опитай отново с други данни' }).click();
  await operator.getByText('Разпореждането е изпълнено.').waitFor();

  await openIncident(skipped);
  await operator.getByRole('button', { name: 'Продължи оттам' }).click();
  await operator.locator('.govuk-error-summary').waitFor();
  await operator.getByLabel('Стъпка, от която да се продължи').selectOption({ label: 'Отбелязване' });
  await operator.getByRole('button', { name: 'Продължи оттам' }).click();
  await operator.getByText('Разпореждането е изпълнено.').waitFor();

  const officer = await sitDown(browser, 1280);
  await signIn(officer, stack, 'Иван Маринов');
  for (const caseFileId of [set, skipped]) {
    await officer.goto(`${stack.urls.home}office`);
    await officer.getByRole('link', { name: await numberOf(caseFileId) }).click();
    await officer.getByRole('button', { name: 'Потвърждавам, че е направено' }).click();
    await officer.getByText('Решението е записано').first().waitFor();
    await closed(maria, caseFileId);
  }
  await browser.close();
}, 120_000);

it('takes everything once while histories are cut and tasks are lost by what comes in between', async () => {
  await cutHistoriesAfter(stack, 8);
  const { token } = await stack.as('krum-velev');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const set = (caseFileId: string, variables: object) => {
    const body = JSON.stringify({ type: 'set-variables', variables });
    return fetch(`${stack.urls.api}/case-files/${caseFileId}/events`, { method: 'POST', headers, body });
  };

  const receivers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (number) => {
      const caseFileId = await file('parcel-waits', { parcel: `cut-${number}` });
      for (let turn = 0; turn < 4; turn += 1) await set(caseFileId, { turn });
      await file('parcel-speaks', { parcel: `cut-${number}`, finding: 'x' });
      await act(stack, OFFICER, caseFileId, {});
      await closed(maria, caseFileId);
      return caseFileId;
    }),
  );

  for (const caseFileId of receivers) {
    expect((await happened(caseFileId)).sort()).toEqual(['message-received', 'signal-received']);
    expect(await runsOf(caseFileId)).toBeGreaterThan(1);
  }
}, 180_000);

/** The test before has histories cut early. */
it('hears how a called case file ended though its history was cut meanwhile', async () => {
  const caller = await file('parcel-calls', { parcel: 'cut', finding: 'x' });
  const { caseFileId } = await calledBy(caller);
  const { token } = await stack.as('krum-velev');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ type: 'set-variables', variables: {} });
  for (let turn = 0; turn < 6; turn += 1)
    await fetch(`${stack.urls.api}/case-files/${caller}/events`, { method: 'POST', headers, body });
  expect(await runsOf(caller)).toBeGreaterThan(1);

  await act(stack, OFFICER, caseFileId, {});
  await act(stack, OFFICER, caller, {});

  await closed(maria, caller);
}, 120_000);

async function runsOf(caseFileId: string): Promise<number> {
  const connection = await Connection.connect({ address: stack.urls.temporal });
  const { workflow } = new Client({ connection, namespace: 'prepiska' });
  const { count } = await until(async () => {
    const counted = await workflow.count(`WorkflowId = '${caseFileWorkflowId(caseFileId)}'`);
    return counted.count > 1 && counted;
  });
  await connection.close();
  return count;
}
