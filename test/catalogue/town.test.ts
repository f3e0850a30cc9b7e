import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

import { readTown } from '../../catalogue/town';
import { isWorkingDay } from '../../domain/calendar';
import { isEgn } from '../../domain/identifier';
import type { Town } from '../../domain/town';

let town: Town;

beforeAll(async () => {
  town = await readTown('town');
});

const unique = (values: readonly string[]) => new Set(values).size === values.length;

test('nobody and nothing in the demo municipality has the same id twice', () => {
  for (const list of [town.units, town.positions, town.people, town.settlements, town.registers])
    expect(unique(list.map(({ id }: { id: string }) => id))).toBe(true);
  expect(unique(town.people.map(({ email }) => email))).toBe(true);
});

test('its citizens have personal numbers with a right check digit, each their own', () => {
  const numbers = town.people.flatMap(({ identifier }) => (identifier ? [identifier.number] : []));
  expect(numbers.length).toBeGreaterThanOrEqual(4);
  expect(numbers.filter((number) => !isEgn(number))).toEqual([]);
  expect(unique(numbers)).toBe(true);
});

test('every role of the demo is somebody’s, and every post that decides is held', () => {
  const roles = new Set(town.people.flatMap((person) => person.roles));
  for (const role of ['citizen', 'clerk', 'officer', 'designer', 'archivist', 'auditor', 'operator'] as const)
    expect(roles).toContain(role);
  const held = town.people.flatMap(({ positions }) => positions);
  expect(town.positions.filter(({ id }) => !held.includes(id))).toEqual([]);
});

test('the population register knows the address of all citizens but one', async () => {
  const records: { identifier: { number: string }; address: Record<string, unknown> }[] = parse(
    await readFile('town/population.yaml', 'utf8'),
  );
  const known = records.map(({ identifier }) => identifier.number);
  const citizens = town.people.filter(({ identifier }) => identifier);
  expect(citizens.filter(({ identifier }) => !known.includes(identifier?.number ?? ''))).toHaveLength(1);
  for (const { address } of records)
    expect(address).toEqual({
      settlement: { bg: expect.any(String), en: expect.any(String) },
      street: expect.any(String),
      number: expect.any(String),
      postcode: expect.stringMatching(/^\d{4}$/),
      since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
});

test('its calendar is what the law does not know, in its time zone', () => {
  expect(town.calendar.timeZone).toBe(town.timeZone);
  expect(isWorkingDay('2026-12-31', town.calendar)).toBe(false);
  expect(isWorkingDay('2026-12-12', town.calendar)).toBe(true);
});

describe('a municipality with a fault is refused with the place of the fault', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'town-'));
    await cp('town', folder, { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  test.each([
    ['positions.yaml', (text: string) => text.replace('unit: civil-status', 'unit: nowhere'), 'unknown unit nowhere'],
    ['people.yaml', (text: string) => text.replace('[records-clerk]', '[king]'), 'unknown position king'],
    ['town.yaml', (text: string) => text.replace('incoming: incoming', 'incoming: lost'), 'no register lost'],
    ['town.yaml', (text: string) => `${text}\nmayor: somebody\n`, 'town.yaml'],
    ['units.yaml', () => '- { id: [', 'units.yaml'],
    ['town.yaml', (text: string) => text.replace('Europe/Sofia', 'Europe/Primerovo'), 'an IANA time zone'],
    ['calendar.yaml', () => 'closed: []', 'open'],
    ['calendar.yaml', (text: string) => text.replace('2026-12-31', '2026-12-32'), 'closed[0].date'],
    ['calendar.yaml', (text: string) => text.replace(/name: .*exchanged.*/, ''), 'closed[0].name'],
    ['calendar.yaml', (text: string) => text.replace('2026-12-31', '2026-12-25'), '2026-12-25 is a day off by law'],
    ['calendar.yaml', (text: string) => text.replace('2026-12-12', '2026-12-11'), '2026-12-11 is a working day by law'],
    ['calendar.yaml', (text: string) => text.replace('2026-12-12', '2026-12-31'), 'open[0].date'],
    ['calendar.yaml', (text: string) => text.replace('2026-12-12', '2026-12-31'), '2026-12-31 is listed twice'],
    ['calendar.yaml', (text: string) => `timeZone: Europe/Sofia\n${text}`, 'timeZone'],
  ])('%s', async (file, spoil, said) => {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    expect(spoil(text)).not.toBe(text);
    await writeFile(path, spoil(text));
    await expect(readTown(folder)).rejects.toMatchObject({
      code: 'TOWN_INVALID',
      message: expect.stringContaining(said),
    });
  });
});
