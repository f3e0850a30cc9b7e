/** Stands in for `workflows/clock.ts` in the test's bundle: time is what the test says. */
import { condition, setHandler } from '@temporalio/workflow';

import type * as clock from '../../workflows/clock';
import { tickSignal } from './tick';

interface Alarm {
  readonly dueAt: string;
}

/** On Temporal's own clock none of these timers fires while the test runs; it is set and cancelled all the same. */
const NEVER = '365 days';

const alarms = new Set<Alarm>();
let time = '';
let rings = false;

setHandler(tickSignal, (tick) => {
  time = tick.at;
  rings = tick.rings;
});

/** The earliest; of two the one that was set first. */
const next = (): Alarm | undefined =>
  [...alarms].sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];

export const now: typeof clock.now = () => time;

export const waitUntil: typeof clock.waitUntil = async (dueAt, element) => {
  const alarm = { dueAt };
  alarms.add(alarm);
  try {
    // A tick may have come first where the history was cut: all alarms are set again before one rings.
    await Promise.resolve();
    await condition(() => rings && next() === alarm, NEVER, { summary: element });
    rings = false;
  } finally {
    alarms.delete(alarm);
  }
};
