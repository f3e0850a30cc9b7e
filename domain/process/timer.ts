import { Temporal } from 'temporal-polyfill';

import { DomainError } from '../errors';
import type { Timer } from './graph';
import type { Run } from './run';

/** When a timer falls due (ISO 8601 duration from the event's time, or a date), as an instant in UTC. */
export function dueAt(run: Run, { kind, value }: Timer): string {
  const text = typeof value === 'string' ? value : run.feel(value.expression);
  if (typeof text !== 'string') throw notIso(text);
  try {
    if (kind === 'date') return Temporal.Instant.from(text.includes('T') ? text : `${text}T00:00:00Z`).toString();
    const start = Temporal.Instant.from(run.at).toZonedDateTimeISO('UTC');
    return start.add(Temporal.Duration.from(text)).toInstant().toString();
  } catch {
    throw notIso(text);
  }
}

const notIso = (value: unknown) =>
  new DomainError('SERVICE_INVALID', `The timer value ${JSON.stringify(value)} is no ISO 8601 date or duration`);
