import knex, { type Knex } from 'knex';
import pg from 'pg';

/** Dates stay dates and big integers stay exact: the driver's own conversions depend on the machine's time zone. */
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);

/** A pool. The caller ends it with `destroy()`. */
export function connect(databaseUrl: string, { max = 10 }: { max?: number } = {}): Knex {
  return knex({ client: 'pg', connection: databaseUrl, pool: { min: 0, max } });
}

export type Database = Knex;
