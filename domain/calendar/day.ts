/** A day of the Gregorian calendar, as the number of days since 1970-01-01: what is counted a thousandfold is counted in whole numbers. */
export type Day = number;

const MILLISECONDS = 86_400_000;

/** `month` from 1. */
export const dayOf = (year: number, month: number, day: number): Day => Date.UTC(year, month - 1, day) / MILLISECONDS;

/** Of an ISO 8601 date. */
export const dayOfDate = (date: string): Day => Date.parse(`${date}T00:00:00Z`) / MILLISECONDS;

export const yearOfDay = (day: Day): number => new Date(day * MILLISECONDS).getUTCFullYear();

/** Saturday or Sunday; day 0 was a Thursday. */
export const isWeekend = (day: Day): boolean => (((day + 5) % 7) + 7) % 7 < 2;
