import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** One stack owns a data folder at a time. */
export interface DataFolder {
  readonly path: string;
  release(): Promise<void>;
}

export async function openDataFolder(folder: string, { reset }: { reset: boolean }): Promise<DataFolder> {
  const path = resolve(folder);
  const lock = lockOf(path);
  await refuseWhenOwned(path);
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

/** The command line of a running process; '' where it cannot be read; undefined when there is none. */
export function commandOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\0', ' ') : '';
}

/** The parts a stack started, so that the next one can end what a killed one left behind. */
export async function notePids(path: string, pids: Readonly<Record<string, number>>): Promise<void> {
  await writeFile(join(path, 'pids.json'), JSON.stringify(pids));
}

export async function endOrphans(path: string): Promise<string[]> {
  const pids = await readFile(join(path, 'pids.json'), 'utf8').then(
    (text) => JSON.parse(text) as Record<string, number>,
    () => ({}),
  );
  const orphans = Object.entries(pids).filter(([, pid]) => /server|worker/.test(commandOf(pid) ?? ''));
  for (const [, pid] of orphans) process.kill(pid, 'SIGKILL');
  return orphans.map(([name]) => name);
}
