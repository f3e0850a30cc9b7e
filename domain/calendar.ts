import { Temporal } from 'temporal-polyfill';

import { dayOf, dayOfDate, isWeekend, yearOfDay, type Day } from './calendar/day';
import { officialDaysOff } from './calendar/official-days-off';
import type { Text } from './text';

/** A day that is not what the law makes of it. */
export interface ChangedDay {
  /** ISO 8601 date. */
  readonly date: string;
  /** Why: the decree or order. */
  readonly name: Text;
}

/** Which days a municipality works. Weekends and official holidays (Labour Code, art. 154(1) and (2)) are known and not repeated in it. */
export interface Calendar {
  /** IANA time zone in which its days begin and end. */
  readonly timeZone: string;
  /** Days off by decree (Labour Code, art. 154(3)) or by order of the mayor. */
  readonly closed: readonly ChangedDay[];
  /** Days that are worked instead. */
  readonly open: readonly ChangedDay[];
}

/** The official holidays and nothing else. */
export const OFFICIAL_CALENDAR: Calendar = { timeZone: 'Europe/Sofia', closed: [], open: [] };

/** Forty years: who counts further has made a mistake, and counting takes time. */
const MOST = 9_999;

/** `date`: ISO 8601. */
export const isWorkingDay = (date: string, calendar: Calendar): boolean => workingDaysOf(calendar)(dayOfDate(date));

/**
 * When a term of n working days is over: the day of the event is not counted, the term runs out with the end of its last working day,
 * which is the instant at which the day after it begins. `at` and the answer are ISO 8601 instants; `n` is 1 to 9,999, else a RangeError.
 */
export function afterWorkingDays(at: string, n: number, calendar: Calendar): string {
  const { year, month, day } = Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone);
  const last = countOn(dayOf(year, month, day), n, calendar);
  const dayAfter = Temporal.PlainDate.from('1970-01-01').add({ days: last + 1 });
  return dayAfter.toZonedDateTime(calendar.timeZone).toInstant().toString();
}

function countOn(from: Day, n: number, calendar: Calendar): Day {
  if (!Number.isInteger(n) || n < 1 || n > MOST) throw new RangeError(`${n} is no number of working days`);
  const isWorked = workingDaysOf(calendar);
  let day = from;
  for (let left = n; left > 0;) {
    day += 1;
    if (isWorked(day)) left -= 1;
  }
  return day;
}

/** The days off of a year are worked out once for all of its days that are asked for in a row. */
function workingDaysOf({ open, closed }: Calendar): (day: Day) => boolean {
  const opened = new Set(open.map(({ date }) => dayOfDate(date)));
  const off = new Set(closed.map(({ date }) => dayOfDate(date)));
  let year = yearOf(0);
  return (day) => {
    if (opened.has(day)) return true;
    if (isWeekend(day) || off.has(day)) return false;
    if (day < year.first || day > year.last) year = yearOf(day);
    return !year.off.has(day);
  };
}

function yearOf(day: Day): { first: Day; last: Day; off: ReadonlySet<Day> } {
  const year = yearOfDay(day);
  return { first: dayOf(year, 1, 1), last: dayOf(year, 12, 31), off: officialDaysOff(year) };
}
