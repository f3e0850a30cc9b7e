import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Part {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly log: (line: string) => void;
  /** Resolves when it serves. */
  readonly isUp: () => Promise<boolean>;
  /** Its parent speaks to it: it leaves when the parent is gone. */
  readonly ipc: boolean;
  /** As whom it runs; as we do when left out. */
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** What asks it to leave in order. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface SupervisedPart {
  pid(): number | undefined;
  /** Resolves when it serves; again after a restart. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Told the process number at each start. */
export type Note = (pid: number) => void;

const START_PATIENCE = 90_000;
const STOP_PATIENCE = 20_000;
/** How many of its last lines an error shows. */
const LAST_WORDS = 10;
const MAX_BACK_OFF = 5_000;

/** Keeps one process running: it is started again when it dies, with a little more patience each time. */
export function supervise(part: Part, note: Note): SupervisedPart {
  let child: ChildProcess | undefined;
  let stopping = false;
  let backOff = 200;
  let startedAt = 0;
  const lastWords: string[] = [];

  function say(line: string): void {
    part.log(line);
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
  }

  function start(): void {
    startedAt = Date.now();
    child = spawn(part.command, [...part.args], {
      cwd: part.cwd,
      env: { ...part.env },
      ...part.identity,
      // A group of its own: Ctrl-C in a terminal reaches us alone, and we stop the parts in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(part.ipc ? (['ipc'] as const) : [])],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => say(chunk.toString().trimEnd()));
    child.once('exit', (code, signal) => void again(code, signal));
    child.once('error', (error) => say(String(error)));
    if (child.pid !== undefined) note(child.pid);
  }

  async function again(code: number | null, signal: string | null): Promise<void> {
    if (stopping) return;
    say(`${part.name} ended (${signal ?? code}); it is started again`);
    if (Date.now() - startedAt > 30_000) backOff = 200;
    await sleep(backOff);
    backOff = Math.min(backOff * 2, MAX_BACK_OFF);
    if (!stopping) start();
  }

  async function whenUp(): Promise<void> {
    const deadline = Date.now() + START_PATIENCE;
    while (!(await part.isUp().catch(() => false))) {
      if (Date.now() > deadline)
        throw new Error(`${part.name} did not come up in ${START_PATIENCE / 1000} s:\n${lastWords.join('\n')}`);
      await sleep(100);
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    const leaving = child;
    if (!leaving || leaving.exitCode !== null || leaving.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => leaving.once('exit', () => resolve()));
    leaving.kill(part.stopSignal ?? 'SIGTERM');
    await Promise.race([
      gone,
      sleep(STOP_PATIENCE, undefined, { ref: false }).then(() => void leaving.kill('SIGKILL')),
    ]);
    await gone;
  }

  start();
  return { pid: () => child?.pid, whenUp, stop };
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

/** When a running process began, in ticks since the machine started (proc(5), field 22); '' where that cannot be read. */
export function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
