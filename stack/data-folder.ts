import { chmod, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
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
  const mine = await take(path, lock);
  for (const name of await endOrphans(path)) report(`an earlier stack left its ${name} running; it was ended`);
  if (reset)
    for (const name of await readdir(path))
      if (join(path, name) !== lock) await rm(join(path, name), { recursive: true, force: true });
  return { path, release: () => release(lock, mine) };
}

/** A folder of something else must not be emptied by a slip of the keyboard. */
async function refuseUnlessOurs(path: string): Promise<void> {
  const names = await readdir(path).catch((): string[] => []);
  if (names.length > 0 && !names.includes('ports.json') && !names.includes('owner'))
    throw new Error(
      `${path} is not empty and holds no stack's data: it is not reset. Name another folder with --data.`,
    );
}

/**
 * The lock is a row of generations, each a link named by its number that holds its owner: made whole and at once, or not at all. The
 * newest is in force and is never taken away, only followed. So a dead owner has one heir, however many start at the same moment.
 */
const lockOf = (path: string): string => join(path, 'owner');

async function take(path: string, lock: string): Promise<number> {
  await mkdir(lock, { recursive: true, mode: 0o755 });
  for (;;) {
    const before = await newest(lock);
    await refuseWhenOwned(path, lock, before);
    if (!(await succeeds(symlink(`${process.pid} ${startOf(process.pid)}`, join(lock, String(before + 1)))))) continue;
    const generations = await generationsIn(lock);
    // Slow to look, we followed one that others had followed and cleared away long before.
    if (Math.max(...generations) > before + 1) await rm(join(lock, String(before + 1)));
    else {
      await clear(lock, generations, before + 1);
      return before + 1;
    }
  }
}

/** The folder is free: the next generation has no owner. */
async function release(lock: string, mine: number): Promise<void> {
  await symlink('free', join(lock, String(mine + 1)));
  await clear(lock, [mine], mine + 1);
}

async function clear(lock: string, generations: readonly number[], newer: number): Promise<void> {
  for (const older of generations) if (older < newer) await rm(join(lock, String(older)), { force: true });
}

const generationsIn = async (lock: string): Promise<number[]> =>
  (await readdir(lock).catch((): string[] => [])).map(Number).filter(Number.isSafeInteger);

const newest = async (lock: string): Promise<number> => Math.max(0, ...(await generationsIn(lock)));

const succeeds = (act: Promise<unknown>): Promise<boolean> =>
  act.then(
    () => true,
    () => false,
  );

async function refuseWhenOwned(path: string, lock: string, generation: number): Promise<void> {
  const owner = await ownerIn(join(lock, String(generation)));
  if (owner !== undefined)
    throw new Error(
      `The data folder ${path} belongs to a running stack (process ${owner}). Stop it, or use another folder with --data.`,
    );
}

/** The process of the stack that runs on this data folder. */
export async function ownerOf(path: string): Promise<number | undefined> {
  const lock = lockOf(path);
  return ownerIn(join(lock, String(await newest(lock))));
}

/** Process numbers are used again, in a container at every start: a process is known by when it began as well. */
async function ownerIn(generation: string): Promise<number | undefined> {
  const [number, start] = (await readlink(generation).catch(() => '')).split(' ');
  const pid = Number(number);
  const command = pid ? commandOf(pid) : undefined;
  if (command === undefined) return undefined;
  const isOurs = start ? start === startOf(pid) : /^$|node|prepiska/.test(command);
  return isOurs ? pid : undefined;
}
