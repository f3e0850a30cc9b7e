import type { Knex } from 'knex';

import { formatRegistrationNumber, localDay } from '../domain/register-number';
import type { Register } from '../domain/town';

interface Registration {
  readonly register: Register;
  readonly timeZone: string;
  readonly caseFileId: string;
  readonly at: Date;
}

/**
 * Gives the next number of a register, inside the transaction that uses it: a transaction that fails gives the number back, so
 * the series has no gaps. Others wait on the counter's row until this transaction ends: call it last.
 */
export async function registerNext(
  transaction: Knex.Transaction,
  { register, timeZone, caseFileId, at }: Registration,
): Promise<string> {
  const day = localDay(at, timeZone);
  const { rows } = await transaction.raw<{ rows: { last: number }[] }>(
    `insert into register_counters (register, year, last) values (?, ?, 1)
     on conflict (register, year) do update set last = register_counters.last + 1
     returning last`,
    [register.id, day.year],
  );
  const sequence = rows[0]?.last;
  if (sequence === undefined) throw new Error(`The counter of register ${register.id} answered nothing`);
  const number = formatRegistrationNumber(register, sequence, day);
  await transaction('registrations').insert({
    register: register.id,
    year: day.year,
    sequence,
    number,
    case_file_id: caseFileId,
    registered_at: at,
  });
  return number;
}
