import { chmod, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { endOrphans } from './orphans';
import { commandOf } from './processes';

/** One stack owns a data folder at a time. */
export interface DataFolder {
  readonly path: string;
  release(): Promise<void>;
}

interface Options {
  /** Begin anew: what is in it goes. */
  readonly reset: boolean;
  readonly report: (line: string) => void;
}

/** Takes the folder for this process. What a killed stack left running is ended first. */
export async function openDataFolder(folder: string, { reset, report }: Options): Promise<DataFolder> {
  const path = resolve(folder);
  const lock = lockOf(path);
  await refuseWhenOwned(path);
  for (const name of await endOrphans(path)) report(`an earlier stack left its ${name} running; it was ended`);
  if (reset) await rm(path, { recursive: true, force: true });
  // PostgreSQL may run as another user and must be able to reach its own folder.
  await mkdir(path, { recursive: true, mode: 0o755 });
  await chmod(path, 0o755);
  await rm(lock, { force: true });
  const handle = await open(lock, 'wx').catch(() => undefined);
  if (!handle) throw new Error(`Another stack has just taken ${path}. Use another folder with --data.`);
  await handle.writeFile(String(process.pid));
  await handle.close();
  return { path, release: () => rm(lock, { force: true }) };
}

async function refuseWhenOwned(path: string): Promise<void> {
  const owner = await ownerOf(path);
  if (owner !== undefined && owner !== process.pid)
    throw new Error(
      `The data folder ${path} belongs to a running stack (process ${owner}). Stop it, or use another folder with --data.`,
    );
}

const lockOf = (path: string): string => join(path, 'lock');

/** The process of the stack that runs on this data folder. Process numbers are used again: the number alone proves nothing. */
export async function ownerOf(path: string): Promise<number | undefined> {
  const pid = Number(await readFile(lockOf(path), 'utf8').catch(() => ''));
  const command = pid ? commandOf(pid) : undefined;
  return command === '' || /node|prepiska|jest/.test(command ?? '') ? pid : undefined;
}
