import { dayOf, isWeekend, type Day } from './day';

/** Months and days of the Labour Code, art. 154(1). The first of November concerns schools only. */
const FIXED = [
  [1, 1],
  [3, 3],
  [5, 1],
  [5, 6],
  [5, 24],
  [9, 6],
  [9, 22],
  [12, 24],
  [12, 25],
  [12, 26],
] as const;

/**
 * Days on which nobody works by the Labour Code, art. 154(1) and (2), as in force since 2017: the fixed holidays, the four of Orthodox
 * Easter, and for each fixed one on a Saturday or Sunday the first working day after it.
 */
export function officialDaysOff(year: number): ReadonlySet<Day> {
  const easter = orthodoxEaster(year);
  const fixed = FIXED.map(([month, day]) => dayOf(year, month, day));
  const off = new Set([...fixed, easter - 2, easter - 1, easter, easter + 1]);
  for (const holiday of fixed.filter(isWeekend)) {
    let instead = holiday + 1;
    while (isWeekend(instead) || off.has(instead)) instead += 1;
    off.add(instead);
  }
  return off;
}

/** Easter Sunday of the Julian calendar as a Gregorian day (Meeus, Astronomical Algorithms, chapter 8). */
export function orthodoxEaster(year: number): Day {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const month = Math.floor((d + e + 114) / 31);
  const day = ((d + e + 114) % 31) + 1;
  const calendarsApart = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayOf(year, month, day) + calendarsApart;
}
