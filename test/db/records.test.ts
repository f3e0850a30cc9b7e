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

async function withCaseFile() {
  const { db } = await server.clone();
  const journal = createJournalRepository(db);
  const caseFiles = createCaseFileRepository(db, journal);
  await createCatalogueRepository<{ hash: string }>(db).publish('2016', { hash: 'h' });
  const entry: JournalEntry = { type: 'received', at: '2026-11-24T10:00:00.000Z', actor: null, payload: { a: 1 } };
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
      ...{ status: 'in-progress' as const, receivedAt: new Date(), entries: [entry] },
    }),
  );
  return { db, journal, caseFiles, entry };
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
  const { db, journal, entry } = await withCaseFile();
  await journal.appendOne(CASE_FILE, { ...entry, type: 'read' });

  await expect(db('journal').update({ content: 'x' })).rejects.toThrow('append-only');
  expect(await journal.findBreak(CASE_FILE)).toBeUndefined();
  await db.raw('alter table journal disable trigger journal_append_only');
  await db('journal').where({ sequence: 1 }).update({ content: '{}' });
  expect(await journal.findBreak(CASE_FILE)).toMatchObject({ sequence: 1 });
});

it('writes a quiet point once, however often it is sent', async () => {
  const { db, caseFiles, entry } = await withCaseFile();
  const item = {
    execution: 'Review#1',
    element: 'Review',
    name: { bg: 'Преглед', en: 'Review' },
    candidates: ['head'],
    bundleHash: 'h',
    form: 'review',
    inputs: {},
  };
  const point: QuietPoint = {
    caseFileId: CASE_FILE,
    seq: 1,
    at: entry.at,
    status: 'in-progress',
    outcome: null,
    entries: [entry],
    opened: [item],
    completed: [],
    withdrawn: [],
    incidents: [],
    resolved: [],
  };

  await caseFiles.record([point]);
  await caseFiles.record([point]);

  expect(await db('work_items')).toHaveLength(1);
  expect(await db('journal')).toHaveLength(2);
});

it('rolls every migration back and forward', async () => {
  const { db } = await server.clone();

  await db.migrate.rollback({ migrationSource }, true);
  await db.migrate.latest({ migrationSource });

  expect(await db('journal')).toEqual([]);
});
