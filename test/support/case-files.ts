import type { Knex } from 'knex';

import type { ActivityDeps } from '../../activities/deps';
import { createPublish } from '../../activities/publish';
import { createRecord } from '../../activities/record';
import { createRepositories } from '../../db/repositories';
import type { JournalEntry, QuietPoint } from '../../domain/case-file';
import type { Json } from '../../domain/json';
import type { Listening } from '../../domain/mail';
import { compileProcess } from '../../domain/process/compile';
import type { Trigger } from '../../domain/process/events';
import type { TestServer } from './database';

export const AT = '2026-11-24T10:00:00.000Z';
export const SENDER = 99;
export const idOf = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const entry: JournalEntry = { type: 'timer-fired', at: AT, actor: null, payload: {} };
export const message = (name: string, key?: Json): Trigger => ({
  ...{ type: 'message', name, variables: { name } },
  ...(key !== undefined && { key }),
});

export const waitsFor = (name: string, more: Partial<Listening> = {}): Listening => ({
  ...{ subscription: `${name}#1`, type: 'message', name, key: null, repeats: false },
  ...more,
});

export const pointOf = (caseFile: number, seq: number, more: Partial<QuietPoint> = {}): QuietPoint => ({
  ...{ caseFileId: idOf(caseFile), bundleHash: 'h', seq, at: AT, status: 'in-progress', outcome: null },
  ...{ entries: [entry], opened: [], completed: [], withdrawn: [], incidents: [], resolved: [] },
  ...more,
});

/** Start events for the message `begin`, the signal `alarm`, and two messages together; and a process that is called. */
const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test">
  <message id="M1" name="begin"/><message id="M2" name="one"/><message id="M3" name="other"/><signal id="S1" name="alarm"/>
  <process id="P" isExecutable="true">
    <startEvent id="Begin"><messageEventDefinition messageRef="M1"/></startEvent>
    <startEvent id="Alarm"><signalEventDefinition signalRef="S1"/></startEvent>
    <startEvent id="Both" parallelMultiple="true"><messageEventDefinition messageRef="M2"/><messageEventDefinition messageRef="M3"/></startEvent>
  </process>
  <process id="Called">
    <startEvent id="Start"/><manualTask id="Work"/><sequenceFlow id="Start_Work" sourceRef="Start" targetRef="Work"/>
  </process>
</definitions>`;

export const APPLICATION = {
  ...{ service: '2016', data: { parcel: 'a' } },
  applicant: { name: 'А', identifier: { kind: 'PNO', country: 'BG', number: '1' }, email: 'a@b.bg' },
};

const TOWN = {
  ...{ registers: [{ id: 'incoming', template: '94-{sequence:6}/{date}' }], incoming: 'incoming' },
  ...{ timeZone: 'Europe/Sofia', positions: [] },
};

/** Case files 1 to `count`, and one that throws and calls, on a database of their own. */
export async function withCaseFiles(server: TestServer, count: number) {
  const { db } = await server.clone();
  const repositories = createRepositories(db) as unknown as ActivityDeps['repositories'];
  const { graph } = await compileProcess(MODEL, []);
  const bundle = { hash: 'h', service: { id: '2016' }, graph, elementNames: {} };
  await repositories.catalogue.publish('2016', bundle as never);
  for (const number of [SENDER, ...Array.from({ length: count }, (_none, index) => index + 1)])
    await insertCaseFile(db, number);
  const received = { registrationNumber: '94-99', verdict: { indication: 'TOTAL_PASSED' } };
  await repositories.journal.appendOne(idOf(SENDER), { ...entry, type: 'received', payload: received });
  const told: string[] = [];
  const begun: string[] = [];
  const cancelled: string[] = [];
  const caseFileWorkflows = {
    tell: async (id: string) => void told.push(id),
    begin: async (id: string) => void begun.push(id),
    cancel: async (id: string) => void cancelled.push(id),
  };
  const deps = { repositories, caseFileWorkflows, town: TOWN } as unknown as ActivityDeps;
  const publishAll = createPublish(deps);
  const publish = (execution: string, ...triggers: Trigger[]) =>
    publishAll({ caseFileId: idOf(SENDER), bundleHash: 'h', execution, triggers, points: [] });
  const publishWith = (points: readonly QuietPoint[]) =>
    publishAll({ caseFileId: idOf(1), bundleHash: 'h', execution: 'Send#9', triggers: [], points });
  const listen = (caseFile: number, seq: number, ...listening: Listening[]) =>
    repositories.caseFiles.record([pointOf(caseFile, seq, { listening })]);
  const mailOf = async (caseFile: number) =>
    (await repositories.mail.listFor(idOf(caseFile))).map(({ id, event }) => ({
      id,
      name: undefined,
      key: undefined,
      ...event,
    }));
  const record = createRecord(deps);
  return { db, deps, repositories, told, begun, cancelled, publish, publishWith, listen, mailOf, record };
}

const insertCaseFile = (db: Knex, number: number) =>
  db('case_files').insert({
    ...{
      id: idOf(number),
      account: 'maria',
      service_id: '2016',
      bundle_hash: 'h',
      registration_number: `94-${number}`,
    },
    ...{
      access_code: 'X',
      application: JSON.stringify(APPLICATION),
      report: '{}',
      status: 'in-progress',
      received_at: AT,
    },
  });
