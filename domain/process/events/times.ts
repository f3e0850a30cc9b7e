import { Temporal } from 'temporal-polyfill';

import { afterWorkingDays } from '../../calendar';
import type { TimeRules } from '../graph';

/** `P3WD`: three working days. Three digits are four years. */
const WORKING_DAYS = /^P(\d{1,3})WD$/;

/** ISO 8601 date or date-time, with or without a named zone after it: `[Europe/Sofia]`, or `@Europe/Sofia` as FEEL writes it. */
const MOMENT = /^([^[@]+)(?:\[([^\]]+)\]|@(.+))?$/;

/** An ISO 8601 date or date-time as an instant: with neither offset nor zone it is a local one. Not understood: a RangeError. */
export function instantOf(text: string, { timeZone }: TimeRules): string {
  const [, moment = '', inBrackets, inFeel] = MOMENT.exec(text) ?? [];
  const hasOffset = /[T ].*[Z+-]/i.test(moment);
  if (hasOffset) return Temporal.Instant.from(moment).toString();
  const zone = inBrackets ?? inFeel ?? timeZone;
  return Temporal.PlainDateTime.from(moment).toZonedDateTime(zone).toInstant().toString();
}

export const isAfter = (one: string, other: string): boolean => Temporal.Instant.compare(one, other) > 0;

/** The instant an ISO 8601 duration later, in UTC. */
export const after = (at: string, duration: string): string => add(at, Temporal.Duration.from(duration), 'UTC');

/** The instant an ISO 8601 duration, or so many working days, later. Days, months and years are those of the time zone. */
export const later = (at: string, duration: string, rules: TimeRules): string => periodsLater(at, duration, 1, rules);

/** The instant so many periods of a cycle later. */
export function periodsLater(from: string, period: string, times: number, { timeZone, calendar }: TimeRules): string {
  if (times === 0) return from;
  const workingDays = WORKING_DAYS.exec(period)?.[1];
  if (workingDays !== undefined) return afterWorkingDays(from, Number(workingDays) * times, calendar);
  return add(from, multiplied(Temporal.Duration.from(period), times), timeZone);
}

/** From one instant to another as an ISO 8601 duration, in days of the time zone and what is left. */
export const between = (start: string, end: string, { timeZone }: TimeRules): string =>
  zoned(start, timeZone).until(zoned(end, timeZone), { largestUnit: 'day' }).toString();

/** How long a period is that begins at an instant, in milliseconds. */
export const lengthOf = (period: string, at: string, rules: TimeRules): number =>
  Temporal.Instant.from(at)
    .until(later(at, period, rules))
    .total('millisecond');

const zoned = (at: string, timeZone: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);

const add = (at: string, duration: Temporal.Duration, timeZone: string): string =>
  zoned(at, timeZone).add(duration).toInstant().toString();

const multiplied = (duration: Temporal.Duration, times: number): Temporal.Duration =>
  Temporal.Duration.from({
    years: duration.years * times,
    months: duration.months * times,
    weeks: duration.weeks * times,
    days: duration.days * times,
    hours: duration.hours * times,
    minutes: duration.minutes * times,
    seconds: duration.seconds * times,
    milliseconds: duration.milliseconds * times,
    microseconds: duration.microseconds * times,
    nanoseconds: duration.nanoseconds * times,
  });
