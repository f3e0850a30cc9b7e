import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import type { RunningStack } from '../stack/stack';

/** The parts of the town; the last is this process: the neighbours' systems and the load client. */
export const PARTS = ['server', 'worker', 'temporal', 'postgres', 'neighbours and client'] as const;

export type Costs = Record<(typeof PARTS)[number], { readonly megabytes: number; readonly seconds: number }>;

const TICKS_A_SECOND = 100;

interface Process {
  readonly parent: number;
  readonly seconds: number;
}

/** Proportional memory and processor time of each part with all its processes, from /proc. */
export async function costs(stack: RunningStack): Promise<Costs> {
  const processes = await listProcesses();
  const roots = new Map<number, Part>([[process.pid, 'neighbours and client']]);
  for (const part of ['server', 'worker', 'temporal', 'postgres'] as const) {
    const pid = stack.pid(part);
    if (pid !== undefined) roots.set(pid, part);
  }
  const sums = Object.fromEntries(PARTS.map((part) => [part, { megabytes: 0, seconds: 0 }])) as Record<Part, Sum>;
  for (const [pid, { seconds }] of processes) {
    const part = partOf(pid, roots, processes);
    if (!part) continue;
    sums[part].seconds += seconds;
    sums[part].megabytes += megabytesOf(pid);
  }
  return sums;
}

type Part = (typeof PARTS)[number];

interface Sum {
  megabytes: number;
  seconds: number;
}

function partOf(
  pid: number,
  roots: ReadonlyMap<number, Part>,
  processes: ReadonlyMap<number, Process>,
): Part | undefined {
  const part = roots.get(pid);
  const parent = processes.get(pid)?.parent;
  return part ?? (parent ? partOf(parent, roots, processes) : undefined);
}

async function listProcesses(): Promise<Map<number, Process>> {
  const processes = new Map<number, Process>();
  for (const name of await readdir('/proc'))
    if (/^\d+$/.test(name)) {
      const status = readText(`/proc/${name}/stat`);
      // After the command in brackets: state, parent, … user and system time as fields 14 and 15 (proc(5)).
      const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      if (status) processes.set(Number(name), { parent: Number(fields[1]), seconds: ticks / TICKS_A_SECOND });
    }
  return processes;
}

const megabytesOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readText(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;

/** Empty when the process has left meanwhile. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
