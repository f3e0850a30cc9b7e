import { Temporal } from 'temporal-polyfill';

import { DomainError } from '../../errors';
import type { Timer } from '../graph';
import type { Json } from '../../json';

export interface Due {
  /** ISO 8601 instant in UTC. */
  readonly dueAt: string;
  /** How often it fires after that; null: for ever. Absent: it is no cycle. */
  readonly remaining?: number | null;
  /** From one firing to the next. */
  readonly period?: string;
}

const CYCLE = /^R(\d*)\/(?:([^/P][^/]*)\/)?(P[^/]+)$/;

/** When a timer falls due: a date, a duration from the event's time, or a cycle `R4/PT5S` (ISO 8601), first after its period. */
export function dueAt({ kind, value }: Timer, at: string, evaluate: (expression: string) => Json): Due {
  const text = typeof value === 'string' ? value : evaluate(value.expression);
  if (typeof text !== 'string') throw notIso(text);
  try {
    if (kind === 'date') return { dueAt: instant(text) };
    if (kind === 'duration') return { dueAt: after(at, text) };
    return cycle(at, text);
  } catch {
    throw notIso(text);
  }
}

function cycle(at: string, text: string): Due {
  const [, times, start, period] = CYCLE.exec(text) ?? [];
  if (period === undefined || times === '0') throw notIso(text);
  const remaining = times === '' ? null : Number(times) - 1;
  return { dueAt: start === undefined ? after(at, period) : instant(start), remaining, period };
}

const instant = (text: string): string =>
  Temporal.Instant.from(text.includes('T') ? text : `${text}T00:00:00Z`).toString();

/** The instant a duration later; months and years by the calendar. */
export const after = (at: string, duration: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO('UTC').add(Temporal.Duration.from(duration)).toInstant().toString();

const notIso = (value: unknown) =>
  new DomainError('SERVICE_INVALID', `The timer value ${JSON.stringify(value)} is no ISO 8601 date, duration or cycle`);
