import { chmod, link, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { endOrphans } from './orphans';
import { commandOf, startOf } from './processes';

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
  if (reset) await refuseUnlessOurs(path);
  // PostgreSQL may run as another user and must be able to reach its own folder.
  await mkdir(path, { recursive: true, mode: 0o755 });
  await chmod(path, 0o755);
  const lock = lockOf(path);
  await take(path, lock);
  for (const name of await endOrphans(path)) report(`an earlier stack left its ${name} running; it was ended`);
  if (reset)
    for (const name of await readdir(path))
      if (join(path, name) !== lock) await rm(join(path, name), { recursive: true, force: true });
  return { path, release: () => rm(lock, { force: true }) };
}

/** A folder of something else must not be emptied by a slip of the keyboard. */
async function refuseUnlessOurs(path: string): Promise<void> {
  const names = await readdir(path).catch((): string[] => []);
  if (names.length > 0 && !names.includes('ports.json') && !names.includes('lock'))
    throw new Error(
      `${path} is not empty and holds no stack's data: it is not reset. Name another folder with --data.`,
    );
}

const lockOf = (path: string): string => join(path, 'lock');

/** The lock appears with its owner's number in it, at once; one that a dead owner left is taken away by one of us only. */
async function take(path: string, lock: string): Promise<void> {
  const mine = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, `${process.pid} ${startOf(process.pid)}`);
  try {
    while (!(await succeeds(link(mine, lock)))) {
      await refuseWhenOwned(path, lock);
      const left = `${mine}.left`;
      if (!(await succeeds(rename(lock, left)))) continue;
      // Between the two looks another start may have put its own there.
      if ((await ownerIn(left)) !== undefined) await rename(left, lock);
      await rm(left, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

const succeeds = (act: Promise<unknown>): Promise<boolean> =>
  act.then(
    () => true,
    () => false,
  );

async function refuseWhenOwned(path: string, lock: string): Promise<void> {
  const owner = await ownerIn(lock);
  if (owner !== undefined)
    throw new Error(
      `The data folder ${path} belongs to a running stack (process ${owner}). Stop it, or use another folder with --data.`,
    );
}

/** The process of the stack that runs on this data folder. */
export const ownerOf = (path: string): Promise<number | undefined> => ownerIn(lockOf(path));

/** Process numbers are used again, in a container at every start: a process is known by when it began as well. */
async function ownerIn(lock: string): Promise<number | undefined> {
  const [number, start] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
  const pid = Number(number);
  const command = pid ? commandOf(pid) : undefined;
  if (command === undefined) return undefined;
  const isOurs = start ? start === startOf(pid) : /^$|node|prepiska/.test(command);
  return isOurs ? pid : undefined;
}
