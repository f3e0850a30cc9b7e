import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';
import { z } from 'zod';

import { readTown } from '../catalogue/town';
import type { Person } from '../domain/town';

const Text = z.strictObject({ bg: z.string(), en: z.string() });
const Values = z.record(z.string(), z.unknown());

const DemoCase = z.strictObject({
  service: z.string(),
  citizen: z.string().describe('Id of a person of the town'),
  data: Values,
  signature: z.enum(['pdf', 'p7s', 'p7m']).describe('The PDF itself, a file beside it, or one around it'),
  acts: z.array(z.strictObject({ person: z.string(), values: Values, says: Text })).describe('Who does what, in order'),
});
export type DemoCase = z.infer<typeof DemoCase>;

const DemoScript = z.strictObject({ signInAs: z.array(z.string()), cases: z.array(DemoCase) });

/** What the demonstration plays and with whom: data of the municipality, like everything about it. */
export interface Demo {
  readonly cases: readonly DemoCase[];
  /** Whom to try the pages as. */
  readonly signInAs: readonly Person[];
  getPerson(id: string): Person;
}

const OURS = fileURLToPath(new URL('../town', import.meta.url));

/** Reads `demo.yaml` of the municipality's folder. */
export async function readDemo(folder: string = process.env.TOWN_FOLDER ?? OURS): Promise<Demo> {
  const [text, { people }] = await Promise.all([readFile(join(folder, 'demo.yaml'), 'utf8'), readTown(folder)]);
  const { signInAs, cases } = DemoScript.parse(parse(text));
  const getPerson = (id: string): Person => {
    const person = people.find((candidate) => candidate.id === id);
    if (!person) throw new Error(`demo.yaml names "${id}", whom people.yaml does not know.`);
    return person;
  };
  return { cases, signInAs: signInAs.map(getPerson), getPerson };
}
