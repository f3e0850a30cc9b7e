import { renameSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { commandOf } from './processes';

const fileOf = (path: string): string => join(path, 'pids.json');

/** The parts a stack started, so that the next one can end what a killed one left behind. */
export function notePids(path: string, pids: Readonly<Record<string, number>>): void {
  // At once and in one piece: we may be killed in the next moment.
  const aside = `${fileOf(path)}.new`;
  writeFileSync(aside, JSON.stringify(pids));
  renameSync(aside, fileOf(path));
}

/** Ends what a killed stack left running on its data folder, and answers its names. */
export async function endOrphans(path: string): Promise<string[]> {
  const noted = await readFile(fileOf(path), 'utf8').then(
    (text) => JSON.parse(text) as Record<string, number>,
    () => ({}),
  );
  const pidFile = join(path, 'postgres', 'postmaster.pid');
  const postmaster = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  const orphans = Object.entries({ ...noted, ...(postmaster && { postgres: postmaster }) }).filter(([name, pid]) =>
    (name === 'postgres' ? /postgres/ : /server|worker/).test(commandOf(pid) ?? ''),
  );
  await Promise.all(orphans.map(([name, pid]) => end(pid, name === 'postgres' ? 'SIGINT' : 'SIGKILL')));
  // PostgreSQL refuses to start beside a stranger whose number its own file names.
  await rm(pidFile, { force: true });
  return orphans.map(([name]) => name);
}

const PATIENCE = 15_000;

/** PostgreSQL is asked ("fast" shutdown), everything else told. */
async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal);
  for (let waited = 0; commandOf(pid) !== undefined; waited += 50) {
    if (waited === PATIENCE) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
}
