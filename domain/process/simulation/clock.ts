import { Temporal } from 'temporal-polyfill';

/** A virtual clock with alarms; time stands still but for `advance`. */
export function createClock(start: string) {
  let now = start;
  const alarms = new Map<string, { readonly dueAt: string; readonly ring: () => void }>();

  const next = (): [string, { dueAt: string; ring: () => void }] | undefined =>
    [...alarms].sort(([, one], [, other]) => Temporal.Instant.compare(one.dueAt, other.dueAt))[0];

  /** Alarms ring on the way, each at its own time. Until the last one where no end is given. */
  function advanceTo(end: string | undefined, isToStop: () => boolean): void {
    for (let due = next(); due && !isToStop(); due = next()) {
      const [name, { dueAt, ring }] = due;
      if (end !== undefined && Temporal.Instant.compare(dueAt, end) > 0) break;
      alarms.delete(name);
      if (Temporal.Instant.compare(dueAt, now) > 0) now = dueAt;
      ring();
    }
    if (end !== undefined) now = end;
  }

  return {
    now: (): string => now,
    set: (name: string, dueAt: string, ring: () => void): void => void alarms.set(name, { dueAt, ring }),
    cancel: (name: string): void => void alarms.delete(name),
    advanceTo,
  };
}

export type Clock = ReturnType<typeof createClock>;
