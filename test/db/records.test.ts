import { createJournalRepository } from '../../db/journal';
import { createCaseFileRepository } from '../../db/case-files';
import { createCatalogueRepository } from '../../db/catalogue';
import { migrationSource } from '../../db/migrate';
import { registerNext } from '../../db/registers';
import type { JournalEntry, QuietPoint } from '../../domain/case-file';
import { startTestServer, type TestServer } from '../support/database';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const REGISTER = { id: 'incoming', name: { bg: 'Входящ', en: 'Incoming' }, template: '94-{sequence:6}/{date}' };
const CASE_FILE = '01890000-0000-7000-8000-000000000001';

const AT = '2026-11-24T10:00:00.000Z';
const entryOf = (type: JournalEntry['type']): JournalEntry => ({ type, at: AT, actor: null, payload: { a: 1 } });

const itemOf = (execution: string) => ({
  ...{ execution, element: 'Review', name: { bg: 'Преглед', en: 'Review' }, candidates: ['head'] },
  ...{ bundleHash: 'h', form: 'review', inputs: {} },
});

const pointOf = (seq: number, opened: readonly string[]): QuietPoint => ({
  ...{
    caseFileId: CASE_FILE,
    bundleHash: 'h',
    seq,
    at: AT,
    status: 'in-progress',
    outcome: null,
    opened: opened.map(itemOf),
  },
  ...{ entries: [entryOf('timer-fired')], completed: [], withdrawn: [], incidents: [], resolved: [] },
});

async function withCaseFile() {
  const { db } = await server.clone();
  const journal = createJournalRepository(db);
  const caseFiles = createCaseFileRepository(db, journal);
  await createCatalogueRepository<{ hash: string }>(db).publish('2016', { hash: 'h' });
  const application = {
    service: '2016',
    applicant: { name: 'А', identifier: { kind: 'PNO' as const, country: 'BG', number: '1' }, email: 'a@b.bg' },
    data: {},
  };
  await db.transaction((transaction) =>
    caseFiles.create(transaction, {
      ...{
        id: CASE_FILE,
        account: 'maria',
        serviceId: '2016',
        bundleHash: 'h',
        registrationNumber: '94-1',
        accessCode: 'X',
        application,
        report: {},
      },
      ...{ receivedAt: new Date(AT), entries: [entryOf('received')], first: pointOf(1, ['First#1']) },
    }),
  );
  return { db, journal, caseFiles };
}

it('numbers without gaps when a transaction fails in between', async () => {
  const { db } = await server.clone();
  const next = (at: string, fails = false) =>
    db.transaction(async (transaction) => {
      const number = await registerNext(transaction, {
        register: REGISTER,
        timeZone: 'Europe/Sofia',
        caseFileId: CASE_FILE,
        at: new Date(at),
      });
      if (fails) throw new Error('undone');
      return number;
    });

  expect(await next('2026-11-22T10:00:00Z')).toBe('94-000001/22.11.2026');
  await expect(next('2026-11-22T10:00:00Z', true)).rejects.toThrow('undone');
  expect(await next('2026-11-22T10:00:00Z')).toBe('94-000002/22.11.2026');
});

it('begins a year’s series at local midnight, not at UTC’s', async () => {
  const { db } = await server.clone();
  const next = (at: string) =>
    db.transaction((transaction) =>
      registerNext(transaction, {
        register: REGISTER,
        timeZone: 'Europe/Sofia',
        caseFileId: CASE_FILE,
        at: new Date(at),
      }),
    );

  expect(await next('2026-12-31T21:59:00Z')).toBe('94-000001/31.12.2026');
  expect(await next('2026-12-31T22:01:00Z')).toBe('94-000001/01.01.2027');
});

it('keeps a journal that nobody can change, and finds the entry that somebody changed all the same', async () => {
  const { db, journal } = await withCaseFile();
  await journal.appendOne(CASE_FILE, entryOf('read'));

  await expect(db('journal').update({ content: 'x' })).rejects.toThrow('append-only');
  expect(await journal.findBreak(CASE_FILE)).toBeUndefined();
  await db.raw('alter table journal disable trigger journal_append_only');
  await db('journal').where({ sequence: 1 }).update({ content: '{}' });
  expect(await journal.findBreak(CASE_FILE)).toMatchObject({ sequence: 1 });
});

it('writes a case file with its first work items, each quiet point once and in order', async () => {
  const { db, caseFiles } = await withCaseFile();
  expect(await db('work_items').pluck('execution')).toEqual(['First#1']);

  await caseFiles.record([pointOf(2, ['Second#1']), pointOf(3, ['Third#1'])]);
  await caseFiles.record([pointOf(2, ['Second#1'])]);
  await caseFiles.record([pointOf(3, ['Third#1']), pointOf(4, [])]);

  expect(await db('work_items').orderBy('execution').pluck('execution')).toEqual(['First#1', 'Second#1', 'Third#1']);
  expect(await db('journal').orderBy('sequence').pluck('sequence')).toEqual([1, 2, 3, 4, 5]);
  expect(await caseFiles.get(CASE_FILE)).toMatchObject({ status: 'in-progress', outcome: null });
});

it('writes all quiet points of one turn or none', async () => {
  const { db, caseFiles } = await withCaseFile();

  await expect(caseFiles.record([pointOf(2, ['Second#1']), pointOf(3, ['Second#1'])])).rejects.toThrow('unique');

  expect(await db('work_items').pluck('execution')).toEqual(['First#1']);
  expect(await db('journal')).toHaveLength(2);
});

it('rolls every migration back and forward', async () => {
  const { db } = await server.clone();

  await db.migrate.rollback({ migrationSource }, true);
  await db.migrate.latest({ migrationSource });

  expect(await db('journal')).toEqual([]);
});
