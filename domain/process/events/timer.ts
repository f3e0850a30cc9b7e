import { DomainError } from '../../errors';
import type { Json } from '../../json';
import type { TimeRules, Timer } from '../graph';
import type { Cycle } from '../state';
import { explainTimer } from './timer-faults';
import { between, instantOf, isAfter, later, lengthOf, periodsLater } from './times';

export { after } from './times';

export interface Due {
  /** ISO 8601 instant in UTC. */
  readonly dueAt: string;
  readonly cycle?: Cycle;
}

/**
 * When a timer falls due: a date, a duration from the event's time, or a cycle `R4/PT5S` (ISO 8601), first after its period. What is
 * past is due at once. Undefined for a cycle whose end comes before its first time.
 */
export function dueAt(
  { kind, value }: Timer,
  at: string,
  rules: TimeRules,
  evaluate: (expression: string) => Json,
): Due | undefined {
  const text = typeof value === 'string' ? value : evaluate(value.expression);
  try {
    if (typeof text !== 'string') throw new RangeError('no text');
    if (kind === 'date') return { dueAt: instantOf(text, rules) };
    if (kind === 'duration') return { dueAt: later(at, text, rules) };
    return beginCycle(text, at, rules);
  } catch (cause) {
    throw new DomainError('SERVICE_INVALID', explainTimer(kind, text).en, {}, { cause });
  }
}

/** When it is due again; undefined where its cycle is over, or it has none. */
export function dueAgain({ cycle }: { readonly cycle?: Cycle }, rules: TimeRules): Due | undefined {
  return cycle && dueIn({ ...cycle, nth: cycle.nth + 1 }, rules);
}

/** Each time counts from the beginning: the last of a month stays the last of a month. */
function dueIn(cycle: Cycle, rules: TimeRules): Due | undefined {
  const { from, period, nth, last, until } = cycle;
  if (last !== null && nth > last) return undefined;
  const due = periodsLater(from, period, nth, rules);
  return until !== undefined && isAfter(due, until) ? undefined : { dueAt: due, cycle };
}

interface Interval {
  readonly start?: string;
  readonly period: string;
  readonly until?: string;
}

/** A repeating interval is due where each of its intervals ends; one that says where it begins is due there first. */
function beginCycle(text: string, at: string, rules: TimeRules): Due | undefined {
  const [repeats = '', ...parts] = text.split('/');
  const times = /^R(\d*)$/.exec(repeats)?.[1];
  if (times === undefined || Number(times || 1) === 0) throw new RangeError('no number of times');
  const { start, period, until } = readInterval(parts, rules);
  const from = start ?? at;
  if (lengthOf(period, from, rules) < (times === '' ? 1_000 : 1)) throw new RangeError('no period');
  const first = start === undefined ? 1 : 0;
  const last = times === '' ? null : first + Number(times) - 1;
  const cycle = { from, period, nth: first, last, ...(until !== undefined && { until }) };
  return dueIn(start === undefined ? cycle : withoutMissed(cycle, at, rules), rules);
}

function readInterval(parts: readonly string[], rules: TimeRules): Interval {
  const [one = '', other] = parts;
  if (parts.length > 2) throw new RangeError('more than an interval');
  if (other === undefined) return { period: one };
  if (one.startsWith('P')) return { period: one, until: instantOf(other, rules) };
  const start = instantOf(one, rules);
  return { start, period: other.startsWith('P') ? other : between(start, instantOf(other, rules), rules) };
}

/** Of the times that are past only the last is still due, at once: a cycle that began long ago is not made up for. */
function withoutMissed(cycle: Cycle, at: string, rules: TimeRules): Cycle {
  const { from, period, last } = cycle;
  const isPast = (nth: number): boolean =>
    nth <= (last ?? Infinity) && !isAfter(periodsLater(from, period, nth, rules), at);
  let passed = 0;
  let ahead = 1;
  while (isPast(ahead)) [passed, ahead] = [ahead, ahead * 2];
  while (ahead - passed > 1) {
    const middle = Math.floor((passed + ahead) / 2);
    if (isPast(middle)) passed = middle;
    else ahead = middle;
  }
  return { ...cycle, nth: passed };
}
