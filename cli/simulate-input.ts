import { readFile } from 'node:fs/promises';

import { InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { decode } from '../catalogue/decode';
import type { JsonObject } from '../domain/json';
import type { Answers, SimulatedEvent } from '../domain/process/simulator';

/** The files that `simulate` is given (cli.md), read strictly: what is not understood is said, with its place. */

const Variables = z.record(z.string(), z.json());
const variables = Variables.optional();

const Answer = z.strictObject({ variables, error: z.string().optional(), escalation: z.string().optional() });
const AnswersFile = z.record(z.string(), z.union([Answer, z.array(Answer).min(1)]));

const isDuration = (text: string): boolean => {
  try {
    return Temporal.Duration.from(text).sign >= 0;
  } catch {
    return false;
  }
};
const Duration = z.string().refine(isDuration, 'is no ISO 8601 duration such as PT5S or P3D');

const EventsFile = z.array(
  z.union(
    [
      z.strictObject({ complete: z.string(), variables }),
      z.strictObject({ message: z.string(), correlationKey: z.json().optional(), variables }),
      z.strictObject({ signal: z.string(), variables }),
      z.strictObject({ error: z.string(), at: z.string() }),
      z.strictObject({ advance: Duration }),
      z.strictObject({ start: z.string() }),
      z.strictObject({ variables: Variables }),
    ],
    'is no event: give complete, message, signal, error with at, advance, start or variables',
  ),
);

export const readVariables = async (file: string | undefined): Promise<JsonObject> =>
  (await read(file, Variables, {})) as JsonObject;

export const readAnswers = async (file: string | undefined): Promise<Answers> =>
  (await read(file, AnswersFile, {})) as Answers;

export const readEvents = async (file: string | undefined): Promise<readonly SimulatedEvent[]> =>
  (await read(file, EventsFile, [])) as readonly SimulatedEvent[];

async function read<T>(file: string | undefined, schema: z.ZodType<T>, absent: T): Promise<T> {
  if (file === undefined) return absent;
  const result = schema.safeParse(parse(file, await readText(file)));
  if (!result.success) throw wrong(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Wrong usage, in one sentence. */
export function wrong(message: string): InvalidArgumentError {
  process.stderr.write(`prepiska: ${message}\n`);
  return new InvalidArgumentError(message);
}

export const readText = (file: string): Promise<string> =>
  readFile(file).then(decode, (error: unknown) => {
    throw wrong(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
