import { createCatalogueRepository } from '../../db/catalogue';
import { createCaseFileRepository } from '../../db/case-files';
import { createDataStoreRepository } from '../../db/data-stores';
import { createJournalRepository } from '../../db/journal';
import type { JournalEntry, QuietPoint } from '../../domain/case-file';
import { startTestServer, type TestServer } from '../support/database';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.stop());

const AT = '2026-11-24T10:00:00.000Z';
const idOf = (number: number): string => `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const entry: JournalEntry = { type: 'timer-fired', at: AT, actor: null, payload: {} };

const pointOf = (caseFile: number, seq: number, stored: QuietPoint['stored'] = []): QuietPoint => ({
  ...{ caseFileId: idOf(caseFile), bundleHash: 'h', seq, at: AT, status: 'in-progress', outcome: null },
  ...{ entries: [entry], opened: [], completed: [], withdrawn: [], incidents: [], resolved: [], stored },
});

const write = (store: string, value: NonNullable<QuietPoint['stored']>[number]['value']) => ({ store, value });

/** Case files 1 to `count`; the first one's first quiet point writes `first`. */
async function withCaseFiles(count: number, first: QuietPoint['stored'] = []) {
  const { db } = await server.clone();
  const journal = createJournalRepository(db);
  const caseFiles = createCaseFileRepository(db, journal);
  await createCatalogueRepository<{ hash: string }>(db).publish('2016', { hash: 'h' });
  const applicant = { name: 'А', identifier: { kind: 'PNO' as const, country: 'BG', number: '1' }, email: 'a@b.bg' };
  for (let number = 1; number <= count; number += 1)
    await db.transaction((transaction) =>
      caseFiles.create(transaction, {
        ...{ id: idOf(number), account: 'maria', serviceId: '2016', bundleHash: 'h', report: {} },
        ...{ registrationNumber: `94-${number}`, accessCode: `X${number}`, receivedAt: new Date(AT) },
        ...{ application: { service: '2016', applicant, data: {} }, entries: [entry] },
        first: pointOf(number, 1, number === 1 ? first : []),
      }),
    );
  return { db, caseFiles, stores: createDataStoreRepository(db) };
}

it('holds what the last quiet point wrote, whichever case file that was, and null where none did', async () => {
  const { caseFiles, stores } = await withCaseFiles(2, [write('register', 1)]);
  expect(await stores.read(['register', 'archive'])).toEqual({ register: 1, archive: null });

  await caseFiles.record([pointOf(2, 2, [write('register', 2), write('archive', ['a']), write('register', 3)])]);

  expect(await stores.read(['archive', 'register'])).toEqual({ register: 3, archive: ['a'] });
});

it('is not changed by a quiet point that is repeated', async () => {
  const { caseFiles, stores } = await withCaseFiles(2);
  const point = pointOf(1, 2, [write('register', 'early')]);
  await caseFiles.record([point]);
  await caseFiles.record([pointOf(2, 2, [write('register', 'late')])]);

  await caseFiles.record([point]);

  expect(await stores.read(['register'])).toEqual({ register: 'late' });
});

it('is written with its quiet point or not at all', async () => {
  const { caseFiles, stores } = await withCaseFiles(1);
  const item = {
    ...{ execution: 'Ask#1', element: 'Ask', name: { bg: 'Питане', en: 'Ask' }, candidates: ['head'] },
    ...{ bundleHash: 'h', form: '', inputs: {} },
  };
  const broken = { ...pointOf(1, 3), opened: [item, item] };

  await expect(caseFiles.record([pointOf(1, 2, [write('register', 1)]), broken])).rejects.toThrow('unique');

  expect(await stores.read(['register'])).toEqual({ register: null });
});

it('knows the quiet point that wrote it last', async () => {
  const { db, caseFiles } = await withCaseFiles(2, [write('register', 1)]);

  await caseFiles.record([pointOf(2, 2, [write('register', 2)])]);

  expect(await db('data_stores').select('case_file_id', 'seq', 'updated_at')).toEqual([
    { case_file_id: idOf(2), seq: 2, updated_at: new Date(AT) },
  ]);
});

it('gives every value back as it was written, a false one and the order of entries too', async () => {
  const { caseFiles, stores } = await withCaseFiles(1);
  const value = { street: 'ул. „Цар Симеон“', number: 0, a: [false, '', null, { z: 1, b: 2 }] };

  await caseFiles.record([pointOf(1, 2, [write('no', false), write('whole', value)])]);

  expect(await stores.read(['no'])).toEqual({ no: false });
  expect(JSON.stringify((await stores.read(['whole']))['whole'])).toBe(JSON.stringify(value));
});

it('takes what many case files write at once', async () => {
  const { caseFiles, stores } = await withCaseFiles(8);
  const both = (number: number) => [write('one', number), write('other', number)];

  await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map((number) =>
      caseFiles.record([pointOf(number, 2, number % 2 ? both(number) : both(number).reverse())]),
    ),
  );

  const { one, other } = await stores.read(['one', 'other']);
  expect(one).toBe(other);
});
