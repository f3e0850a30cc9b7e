import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ApiClient, CaseFileBody } from '../../cli/client';
import { until, type TestStack } from './stack';

/** What the people of the demo town do, as tests need it done. */

/** An official's open work item of a case file, as soon as there is one. */
export async function itemOf(stack: TestStack, person: string, caseFileId: string) {
  const official = await stack.as(person);
  const item = await until(async () =>
    (await official.listWorkItems()).find((candidate) => candidate.caseFileId === caseFileId),
  );
  return { official, item };
}

/** Completes a work item; tries again while a part of the stack is down. */
export const act = (stack: TestStack, person: string, caseFileId: string, values: Record<string, unknown>) =>
  until(async () => {
    const { official, item } = await itemOf(stack, person, caseFileId);
    return official.complete(item.id, item.version, values);
  }, 90);

export const closed = (client: ApiClient, caseFileId: string): Promise<CaseFileBody> =>
  until(async () => {
    const caseFile = await client.getCaseFile(caseFileId);
    return caseFile.status === 'closed' && caseFile;
  });

/** The population register stops answering, or answers again. */
export async function switchRegister({ urls }: TestStack, available: boolean): Promise<void> {
  await fetch(`${urls.populationRegister}/availability`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ available }),
  });
}

/** The operator orders what is to be done about what a case file could not do; answers the API's status and problem. */
export async function mendIncident(stack: TestStack, caseFileId: string, act: string, body: object = {}) {
  const operator = await stack.as('krum-velev');
  const headers = { authorization: `Bearer ${operator.token}`, 'content-type': 'application/json' };
  const list = await fetch(`${stack.urls.api}/incidents`, { headers });
  const incidents = (await list.json()) as { id: string; caseFileId: string }[];
  const incident = incidents.find((candidate) => candidate.caseFileId === caseFileId);
  const answer = await fetch(`${stack.urls.api}/incidents/${incident?.id}/${act}`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  const problem = answer.status === 204 ? undefined : ((await answer.json()) as { code: string; errors?: unknown[] });
  return { status: answer.status, problem };
}

/** The operator orders another try of what a case file could not do. */
export const retryIncident = (stack: TestStack, caseFileId: string) => mendIncident(stack, caseFileId, 'retry');

/** From now on Temporal suggests after so few events that a history be cut. */
export async function cutHistoriesAfter({ data }: TestStack, events: number): Promise<void> {
  const settings = join(data, 'temporal-dynamic.yaml');
  const suggestion = `limit.historyCount.suggestContinueAsNew: [{ value: ${events} }]`;
  await writeFile(settings, `${await readFile(settings, 'utf8')}\n${suggestion}\n`);
  // Temporal reads its settings again every ten seconds.
  await sleep(12_000);
}
