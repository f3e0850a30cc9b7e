import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { ownerOf } from './data-folder';
import type { Ports } from './ports';

/** Where everything of a running stack is: what other commands and programs need to work with it. */
export interface StackAddresses {
  readonly urls: Readonly<
    Record<
      'home' | 'office' | 'mail' | 'apiDocs' | 'temporal' | 'issuer' | 'api' | 'populationRegister' | 'trust',
      string
    >
  >;
  readonly ports: Ports;
  readonly audience: string;
  readonly trustFolder: string;
  readonly mailFolder: string;
  readonly databaseUrl: string;
}

const fileOf = (path: string): string => join(path, 'stack.json');

/** Writes the addresses down for other commands; the database's password is among them. */
export async function noteAddresses(path: string, addresses: StackAddresses): Promise<void> {
  await writeFile(fileOf(path), JSON.stringify(addresses, null, 2), { mode: 0o600 });
}

export const forgetAddresses = (path: string): Promise<void> => rm(fileOf(path), { force: true });

/** The addresses of the stack that runs on a data folder; undefined when none does, or it is still coming up. */
export async function findRunningStack(folder: string): Promise<StackAddresses | undefined> {
  const path = resolve(folder);
  if ((await ownerOf(path)) === undefined) return undefined;
  const text = await readFile(fileOf(path), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as StackAddresses);
}
