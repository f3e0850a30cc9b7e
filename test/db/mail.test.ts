import type { QuietPoint } from '../../domain/case-file';
import { APPLICATION, AT, entry, idOf, message, pointOf, SENDER, waitsFor, withCaseFiles } from '../support/case-files';
import { startTestServer, type TestServer } from '../support/database';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

it('gives a message to the one that waits longest, once, and tells it', async () => {
  const { publish, listen, mailOf, told } = await withCaseFiles(server, 2);
  await listen(2, 1, waitsFor('paid'));
  await listen(1, 1, waitsFor('paid'));

  await publish('Send#1', message('paid'));
  await publish('Send#1', message('paid'));

  expect(await mailOf(2)).toMatchObject([{ type: 'message', name: 'paid', variables: { name: 'paid' } }]);
  expect(await mailOf(1)).toEqual([]);
  expect(new Set(told)).toEqual(new Set([idOf(2)]));
});

it('gives the next message to the next one, though the first has not fetched its own yet', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(server, 2);
  await listen(1, 1, waitsFor('paid'));
  await listen(2, 1, waitsFor('paid'));

  await publish('Send#1', message('paid'), message('paid'));

  expect(await mailOf(1)).toHaveLength(1);
  expect(await mailOf(2)).toHaveLength(1);
});

it('gives one that goes on listening every message', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(server, 1);
  await publish('Send#1', message('paid'));
  await listen(1, 1, waitsFor('paid', { repeats: true }));

  await publish('Send#2', message('paid'), message('paid'));

  expect(await mailOf(1)).toHaveLength(3);
});

it('correlates by key; a side without one takes any', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(server, 3);
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
  const { db, publish, listen, mailOf } = await withCaseFiles(server, 2);
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
  const { db, repositories, publish, listen, mailOf } = await withCaseFiles(server, 2);
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
  const { repositories, publish, listen, mailOf } = await withCaseFiles(server, 3);
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
  const { publish, listen, mailOf } = await withCaseFiles(server, 3);
  const signal = { type: 'signal', name: 'thaw', variables: {} } as const;
  const waits = waitsFor('thaw', { type: 'signal' });
  await listen(1, 1, waits, { ...waits, subscription: 'thaw#2' });
  await listen(2, 1, waits);

  await publish('Send#1', signal);
  await listen(3, 1, waits);

  expect((await Promise.all([1, 2, 3].map(mailOf))).map(({ length }) => length)).toEqual([1, 1, 0]);
});

it('forgets a signal that came after its receiver had stopped waiting', async () => {
  const { publish, listen, mailOf } = await withCaseFiles(server, 1);
  const waits = waitsFor('thaw', { type: 'signal' });
  await listen(1, 1, waits, { ...waits, subscription: 'thaw#2' });
  await publish('Send#1', { type: 'signal', name: 'thaw', variables: {} });

  await listen(1, 2, waits);
  expect(await mailOf(1)).toHaveLength(1);
  await listen(1, 3, waitsFor('paid'));
  expect(await mailOf(1)).toEqual([]);
});

it('begins a case file by a message only where nobody waits for it, by a signal in any case', async () => {
  const { repositories, publish, listen, begun } = await withCaseFiles(server, 1);
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
  const { repositories, publish, begun } = await withCaseFiles(server, 0);
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
  const { repositories, publish, begun } = await withCaseFiles(server, 0);

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
  const { db, publish, listen, mailOf } = await withCaseFiles(server, 20);
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
  const { db, publish, listen } = await withCaseFiles(server, 20);
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
  const { record } = await withCaseFiles(server, 1);
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

it('writes nothing after a turn that rode along where another one has its place, and says which', async () => {
  const { record, repositories, publishWith } = await withCaseFiles(server, 1);
  const caseFileId = idOf(1);
  await record({ caseFileId, seq: 0, points: [turnOf(1, 'first')], collects: false });
  await record({ caseFileId, seq: 1, points: [turnOf(2, 'decided')], collects: false });
  const points = [turnOf(2, 'rode along'), turnOf(3, 'third')];

  expect(await record({ caseFileId, seq: 2, points, collects: false })).toMatchObject({
    agreed: 1,
    happened: [{ event: { name: 'decided' } }],
  });
  await expect(publishWith(points.slice(0, 1))).rejects.toMatchObject({ type: 'TURN_LOST' });
  expect(await repositories.caseFiles.seqOf(caseFileId)).toBe(2);
});
