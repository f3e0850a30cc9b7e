import type { Knex } from 'knex';

import { createCancelCaseFile, createOpenCaseFile } from '../../activities/calls';
import { createPublish } from '../../activities/publish';
import { createRecord } from '../../activities/record';
import type { ActivityDeps } from '../../activities/deps';
import { createRepositories } from '../../db/repositories';
import type { JournalEntry, QuietPoint } from '../../domain/case-file';
import type { Json } from '../../domain/json';
import type { Listening } from '../../domain/mail';
import { compileProcess } from '../../domain/process/compile';
import type { Trigger } from '../../domain/process/events';
import { startTestServer, type TestServer } from '../support/database';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const AT = '2026-11-24T10:00:00.000Z';
const SENDER = 99;
const idOf = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const entry: JournalEntry = { type: 'timer-fired', at: AT, actor: null, payload: {} };
const message = (name: string, key?: Json): Trigger => ({
  ...{ type: 'message', name, variables: { name } },
  ...(key !== undefined && { key }),
});

const waitsFor = (name: string, more: Partial<Listening> = {}): Listening => ({
  ...{ subscription: `${name}#1`, type: 'message', name, key: null, repeats: false },
  ...more,
});

const pointOf = (caseFile: number, seq: number, more: Partial<QuietPoint> = {}): QuietPoint => ({
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

const APPLICATION = {
  ...{ service: '2016', data: { parcel: 'a' } },
  applicant: { name: 'А', identifier: { kind: 'PNO', country: 'BG', number: '1' }, email: 'a@b.bg' },
};

const TOWN = {
  ...{ registers: [{ id: 'incoming', template: '94-{sequence:6}/{date}' }], incoming: 'incoming' },
  ...{ timeZone: 'Europe/Sofia', positions: [] },
};

async function withCaseFiles(count: number) {
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
  return { db, deps, repositories, told, begun, cancelled, publish, listen, mailOf, record };
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

it('gives a message to the one that waits longest, once, and tells it', async () => {
  const { publish, listen, mailOf, told } = await withCaseFiles(2);
  await listen(2, 1, waitsFor('paid'));
  await listen(1, 1, waitsFor('paid'));

  await publish('Send#1', message('paid'));
  await publish('Send#1', message('paid'));

  expect(await mailOf(2)).toMatchObject([{ type: 'message', name: 'paid', variables: { name: 'paid' } }]);
  expect(await mailOf(1)).toEqual([]);
  expect(new Set(told)).toEqual(new Set([idOf(2)]));
});

it('gives the next message to the next one, though the first has not fetched its own yet', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(2);
  await listen(1, 1, waitsFor('paid'));
  await listen(2, 1, waitsFor('paid'));

  await publish('Send#1', message('paid'), message('paid'));

  expect(await mailOf(1)).toHaveLength(1);
  expect(await mailOf(2)).toHaveLength(1);
});

it('gives one that goes on listening every message', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(1);
  await publish('Send#1', message('paid'));
  await listen(1, 1, waitsFor('paid', { repeats: true }));

  await publish('Send#2', message('paid'), message('paid'));

  expect(await mailOf(1)).toHaveLength(3);
});

it('correlates by key; a side without one takes any', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(3);
  await listen(1, 1, waitsFor('paid', { key: '7' }));
  await listen(2, 1, waitsFor('paid', { key: '{"a":1}' }));
  await listen(3, 1, waitsFor('paid'));

  await publish('Send#1', message('paid', { a: 1 }), message('paid', 8), message('paid'));

  expect((await Promise.all([1, 2, 3].map(mailOf))).map((mail) => mail.map(({ key }) => key))).toEqual([
    [undefined],
    [{ a: 1 }],
    [8],
  ]);
});

it('keeps a message that nobody waits for until somebody does, but not for ever', async () => {
  const { db, publish, listen, mailOf } = await withCaseFiles(2);
  await publish('Send#1', message('paid'), message('late'));
  await db('mail')
    .where({ name: 'late' })
    .update({ expires_at: new Date(Date.now() - 1000) });

  await listen(1, 1, waitsFor('paid'), waitsFor('late'));
  await listen(2, 1, waitsFor('paid'));

  expect(await mailOf(1)).toMatchObject([{ name: 'paid' }]);
  expect(await mailOf(2)).toEqual([]);
  await publish('Send#2', message('other'));
  expect(await db('mail').where({ name: 'late' })).toEqual([]);
});

it('does not give again what was taken, and takes a repeated quiet point for what it is', async () => {
  const { db, repositories, publish, listen, mailOf } = await withCaseFiles(2);
  await listen(1, 1, waitsFor('paid'));
  await publish('Send#1', message('paid'));
  const [mail] = await mailOf(1);
  const point = pointOf(1, 2, { mail: mail?.id ?? '', listening: [] });

  await repositories.caseFiles.record([point]);
  await repositories.caseFiles.record([point]);
  await listen(2, 1, waitsFor('paid'));

  expect(await mailOf(1)).toEqual([]);
  expect(await mailOf(2)).toEqual([]);
  // The journal has it.
  expect(await db('mail')).toEqual([]);
});

it('gives what one no longer waits for to the next, and says who has to be told', async () => {
  const { repositories, publish, listen, mailOf } = await withCaseFiles(3);
  await listen(1, 1, waitsFor('paid'));
  await publish('Send#1', message('paid'));
  await listen(2, 1, waitsFor('paid'));

  await listen(1, 2);
  expect(await mailOf(2)).toHaveLength(1);
  expect(await repositories.mail.listRoutedBy(idOf(1))).toEqual([idOf(2)]);

  await listen(2, 2);
  expect(await mailOf(2)).toEqual([]);
  await listen(3, 1, waitsFor('paid'));
  expect(await mailOf(3)).toHaveLength(1);
});

it('gives a signal to all that wait, each once, and to nobody who comes later', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(3);
  const signal = { type: 'signal', name: 'thaw', variables: {} } as const;
  const waits = waitsFor('thaw', { type: 'signal' });
  await listen(1, 1, waits, { ...waits, subscription: 'thaw#2' });
  await listen(2, 1, waits);

  await publish('Send#1', signal);
  await listen(3, 1, waits);

  expect((await Promise.all([1, 2, 3].map(mailOf))).map(({ length }) => length)).toEqual([1, 1, 0]);
});

it('forgets a signal that came after its receiver had stopped waiting', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(1);
  const waits = waitsFor('thaw', { type: 'signal' });
  await listen(1, 1, waits, { ...waits, subscription: 'thaw#2' });
  await publish('Send#1', { type: 'signal', name: 'thaw', variables: {} });

  await listen(1, 2, waits);
  expect(await mailOf(1)).toHaveLength(1);
  await listen(1, 3, waitsFor('paid'));
  expect(await mailOf(1)).toEqual([]);
});

it('begins a case file by a message only where nobody waits for it, by a signal in any case', async () => {
  const { repositories, publish, listen, begun } = await withCaseFiles(1);
  await listen(1, 1, waitsFor('begin'), waitsFor('alarm', { type: 'signal' }));

  await publish('Send#1', message('begin'), { type: 'signal', name: 'alarm', variables: { loud: true } });
  expect(begun).toHaveLength(1);
  expect(await repositories.origins.find(begun[0] ?? '')).toMatchObject({
    ...{ from: idOf(SENDER), serviceId: '2016', process: 'P', element: 'Alarm', payload: { loud: true } },
  });

  await publish('Send#2', message('begin'));
  await publish('Send#2', message('begin'));
  expect(new Set(begun).size).toBe(2);
});

it('names what it began in its journal, and gives it the documents of the application', async () => {
  const { repositories, publish, begun } = await withCaseFiles(0);
  const { caseFiles, documents, journal } = repositories;
  const document = { caseFileId: idOf(SENDER), mediaType: 'application/pdf', content: Buffer.from('a') };
  await documents.insert([
    { ...document, kind: 'signed-application', fileName: 'signed.pdf' },
    { ...document, kind: 'attachment', fileName: 'plan.pdf' },
    { ...document, kind: 'reply', fileName: 'reply.pdf' },
  ]);

  await publish('Send#1', message('begin'));
  await publish('Send#1', message('begin'));

  const caseFile = await caseFiles.get(begun[0] ?? '');
  const { id: caseFileId, registrationNumber } = caseFile;
  expect(caseFile).toMatchObject({ account: 'maria', application: APPLICATION });
  expect((await journal.list(idOf(SENDER))).slice(1)).toMatchObject([
    { type: 'case-file-begun', payload: { caseFileId, registrationNumber, service: '2016', element: 'Begin' } },
  ]);
  expect((await documents.list(caseFileId)).map(({ fileName }) => fileName)).toEqual(['signed.pdf', 'plan.pdf']);
});

it('begins a case file that wants several messages when all of them have come', async () => {
  const { repositories, publish, begun } = await withCaseFiles(0);

  await publish('Send#1', message('one'), message('one'));
  expect(begun).toEqual([]);
  await publish('Send#2', message('other'));

  expect(begun).toHaveLength(1);
  expect(await repositories.origins.find(begun[0] ?? '')).toMatchObject({
    element: 'Both',
    payload: { name: 'other' },
  });
});

it('loses no message and gives none twice when twenty publish while twenty begin to wait', async () => {
  const { db, publish, listen, mailOf } = await withCaseFiles(20);
  const numbers = Array.from({ length: 20 }, (_none, index) => index + 1);

  await Promise.all(
    numbers.flatMap((number) => [
      publish(`Send#${number}`, message('a'), message('b')),
      listen(number, 1, waitsFor('b'), waitsFor('a')),
    ]),
  );

  const mail = await Promise.all(numbers.map(mailOf));
  expect(mail.map((own) => own.map(({ name }) => name).sort())).toEqual(numbers.map(() => ['a', 'b']));
  expect(new Set(mail.flat().map(({ id }) => id)).size).toBe(40);
  expect(await db('mail').whereNull('case_file_id')).toEqual([]);
});

it('loses no message when those who wait give up while others publish', async () => {
  const { db, publish, listen } = await withCaseFiles(20);
  const numbers = Array.from({ length: 20 }, (_none, index) => index + 1);
  await Promise.all(numbers.map((number) => listen(number, 1, waitsFor('a'))));

  await Promise.all(numbers.flatMap((number) => [publish(`Send#${number}`, message('a')), listen(number, 2)]));

  expect(await db('mail').whereNull('case_file_id')).toHaveLength(20);
  expect(await db('subscriptions')).toEqual([]);
});

const turnOf = (seq: number, name: string): QuietPoint => {
  const event = { type: 'signal', at: AT, name, variables: {} };
  return pointOf(1, seq, { entries: [{ ...entry, payload: { seq, event, trace: [] } }, entry] });
};

it('says what happened instead where a lost task of the workflow had written already', async () => {
  const { record } = await withCaseFiles(1);
  const caseFileId = idOf(1);
  const write = (seq: number, ...points: QuietPoint[]) => record({ caseFileId, seq, points, collects: false });
  const written = [{ event: { name: 'first' } }, { event: { name: 'second' } }];
  expect((await write(0, turnOf(1, 'first'))).happened).toEqual([]);
  expect((await write(1, turnOf(2, 'second'))).happened).toEqual([]);

  expect((await write(0, turnOf(1, 'other'))).happened).toMatchObject(written);
  expect((await write(0)).happened).toMatchObject(written);
  expect((await write(1)).happened).toMatchObject(written.slice(1));
  expect((await write(2)).happened).toEqual([]);
  // What an operation has written on its way is no surprise.
  expect((await write(2, turnOf(2, 'second'))).happened).toEqual([]);
  expect((await write(2, turnOf(2, 'second'), turnOf(3, 'third'))).happened).toEqual([]);
});

describe('a case file that another one calls', () => {
  async function withCall() {
    const { deps, ...parts } = await withCaseFiles(0);
    const open = createOpenCaseFile(deps);
    const call = (seq: number, more = {}) =>
      open({
        ...{ caseFileId: idOf(SENDER), bundleHash: 'h', seq, execution: 'Call#1', element: 'Call', process: 'Called' },
        ...{ variables: { size: 3, registrationNumber: 'of the caller' }, points: [], ...more },
      });
    const end = (caseFileId: string, answer: QuietPoint['answer'] & object, seq = 2) => {
      const point = { ...pointOf(SENDER, seq, { status: 'closed', outcome: 'completed' }), caseFileId, answer };
      return parts.record({ caseFileId, seq: seq - 1, points: [point], collects: false });
    };
    return { ...parts, call, end, cancel: createCancelCaseFile(deps) };
  }

  const ANSWER = {
    to: idOf(SENDER),
    event: { type: 'complete', execution: 'Call#1', variables: { ok: true } },
  } as const;

  it('begins once for each call, with what it is given and a number of its own', async () => {
    const { call, begun, repositories } = await withCall();
    await call(1);
    await call(1);
    await call(2);

    expect(new Set(begun).size).toBe(2);
    const [first = ''] = begun;
    const [received, started] = await repositories.journal.list(first);
    const { registrationNumber } = await repositories.caseFiles.get(first);
    expect(received?.payload).toMatchObject({ from: { registrationNumber: '94-99', element: 'Call' } });
    expect(started?.payload).toMatchObject({ event: { variables: { size: 3, registrationNumber } } });
    expect((await repositories.journal.list(idOf(SENDER))).map(({ payload }) => payload)).toMatchObject([
      {},
      { execution: 'Call#1', caseFileId: first, registrationNumber },
      { execution: 'Call#1' },
    ]);
  });

  it('tells its caller once how it ended', async () => {
    const { call, end, begun, mailOf, told } = await withCall();
    await call(1);
    await end(begun[0] ?? '', ANSWER);
    await end(begun[0] ?? '', ANSWER);

    expect(await mailOf(SENDER)).toMatchObject([ANSWER.event]);
    expect(new Set(told)).toEqual(new Set([idOf(SENDER)]));
  });

  it('tells an error with its code', async () => {
    const { call, end, begun, mailOf } = await withCall();
    await call(1);
    const event = { type: 'fail', execution: 'Call#1', code: 'unfit', message: 'It does not fit' } as const;
    await end(begun[0] ?? '', { to: idOf(SENDER), event });

    expect(await mailOf(SENDER)).toMatchObject([event]);
  });

  it('leaves nothing behind for a caller that is over', async () => {
    const { call, end, begun, db } = await withCall();
    await call(1);
    await call(2);
    const [first = '', second = ''] = begun;
    await end(first, ANSWER);
    await end(idOf(SENDER), { ...ANSWER, to: first }, 1);
    await end(second, ANSWER);

    expect(await db('mail')).toEqual([]);
  });

  it('is cancelled with the call, unless it is over', async () => {
    const { call, end, begun, cancel, cancelled } = await withCall();
    await call(1);
    await call(2);
    const [first = '', second = ''] = begun;
    await end(first, ANSWER);

    await cancel({ caseFileId: idOf(SENDER), execution: 'Call#1' });

    expect(cancelled).toEqual([second]);
  });

  it('is refused where a hundred have called one another already', async () => {
    const { call, begun } = await withCall();
    await call(1);
    for (let depth = 2; depth <= 100; depth += 1) await call(1, { caseFileId: begun.at(-1) });

    await expect(call(1, { caseFileId: begun.at(-1) })).rejects.toMatchObject({ code: 'SERVICE_INVALID' });
    expect(begun).toHaveLength(100);
  });
});
