import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { DomainError } from '../domain/errors';
import { ROLES, type Town } from '../domain/town';
import { CalendarFile } from './calendar';

const Text = z.strictObject({ bg: z.string().min(1), en: z.string().min(1) });
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

const TownFile = z.strictObject({
  name: Text,
  companyNumber: z.string().regex(/^\d{9}(\d{4})?$/),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone like Europe/Sofia'),
  email: z.email(),
  address: Text,
  appealTo: Text,
  incoming: Id,
  outgoing: Id,
  signatureReview: Id,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const Identifier = z.strictObject({
  kind: z.enum(['PNO', 'PAS', 'IDC', 'NTR', 'TIN', 'VAT']),
  country: z.string().length(2),
  number: z.string(),
});

const LISTS = {
  units: z.array(z.strictObject({ id: Id, name: Text })),
  positions: z.array(z.strictObject({ id: Id, unit: Id, name: Text })),
  people: z.array(
    z.strictObject({
      id: Id,
      name: Text,
      email: z.email(),
      roles: z.array(z.enum(ROLES)).min(1),
      positions: z.array(Id),
      identifier: Identifier.optional(),
    }),
  ),
  settlements: z.array(z.strictObject({ id: Id, name: Text, kind: z.enum(['town', 'village']) })),
  registers: z.array(z.strictObject({ id: Id, name: Text, template: z.string().regex(/\{sequence(:\d)?\}/) })),
};

/** Reads the municipality's folder; every fault is named with its file and place. */
export async function readTown(folder: string): Promise<Town> {
  const head = await read(folder, 'town', TownFile);
  const [units, positions, people, settlements, registers, calendar] = await Promise.all([
    read(folder, 'units', LISTS.units),
    read(folder, 'positions', LISTS.positions),
    read(folder, 'people', LISTS.people),
    read(folder, 'settlements', LISTS.settlements),
    read(folder, 'registers', LISTS.registers),
    read(folder, 'calendar', CalendarFile),
  ]);
  const town = {
    ...head,
    ...{ units, positions, people: people.map(withoutAbsent), settlements, registers },
    calendar: { timeZone: head.timeZone, ...calendar },
  };
  refuseDangling(town);
  return town;
}

async function read<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const file = `${name}.yaml`;
  try {
    return schema.parse(parse(await readFile(join(folder, file), 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new DomainError('TOWN_INVALID', `${file} of the municipality: ${reason}`, { file }, { cause: error });
  }
}

function withoutAbsent<T extends { identifier?: unknown }>({ identifier, ...person }: T) {
  return { ...person, ...(identifier !== undefined && { identifier }) } as Omit<T, 'identifier'> & {
    identifier: NonNullable<T['identifier']>;
  };
}

function refuseDangling(town: Town): void {
  const units = new Set(town.units.map(({ id }) => id));
  const positions = new Set(town.positions.map(({ id }) => id));
  const registers = new Set(town.registers.map(({ id }) => id));
  const faults = [
    ...town.positions
      .filter(({ unit }) => !units.has(unit))
      .map(({ id, unit }) => `position ${id} is in an unknown unit ${unit}`),
    ...town.people.flatMap(({ id, positions: held }) =>
      held
        .filter((position) => !positions.has(position))
        .map((position) => `${id} holds an unknown position ${position}`),
    ),
    ...[town.incoming, town.outgoing].filter((id) => !registers.has(id)).map((id) => `there is no register ${id}`),
    ...[town.signatureReview].filter((id) => !positions.has(id)).map((id) => `there is no position ${id}`),
  ];
  if (faults.length > 0) throw new DomainError('TOWN_INVALID', faults.join('; '));
}
