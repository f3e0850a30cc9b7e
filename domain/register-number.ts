import type { Register } from './town';

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The calendar day of an instant where the municipality is: a register's year begins at local midnight. */
export function localDay(at: Date, timeZone: string): CalendarDay {
  const parts = formatterOf(timeZone).format(at).split('-').map(Number);
  const [year = 0, month = 0, day = 0] = parts;
  return { year, month, day };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs far more than using it. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formatters.set(timeZone, known);
  return known;
}

/**
 * Fills a register's template, e.g. `94-{sequence:6}/{date}` gives `94-000123/22.11.2026`.
 * `{sequence:n}` is padded to n digits, `{date}` is dd.mm.yyyy, `{year}` four digits.
 */
export function formatRegistrationNumber({ template }: Register, sequence: number, day: CalendarDay): string {
  const date = `${pad(day.day, 2)}.${pad(day.month, 2)}.${day.year}`;
  return template
    .replace(/\{sequence(?::(\d))?\}/, (_whole, width?: string) => pad(sequence, Number(width ?? 1)))
    .replace('{date}', date)
    .replace('{year}', String(day.year));
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
