import type { Json } from '../domain/json';
import { localDay } from '../domain/register-number';

/** dd.mm.yyyy г., by the municipality's calendar. */
export function officialDate(at: Date, timeZone: string): string {
  const { year, month, day } = localDay(at, timeZone);
  return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year} г.`;
}

/** The date with the time of day where the municipality is, and how far that is from UTC. */
export function officialTime(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset' },
  });
  const [time, offset = ''] = format.format(at).split(' ');
  return `${officialDate(at, timeZone)}, ${time} ч. (${offset.replace('GMT', 'UTC')})`;
}

/** The instant that gives `today()` the municipality's day, where FEEL knows only UTC. */
export function localNoon(at: Date, timeZone: string): string {
  const { year, month, day } = localDay(at, timeZone);
  return new Date(Date.UTC(year, month - 1, day, 12)).toISOString();
}

/** A value as it is written in an official Bulgarian text; nothing for what cannot be written there. */
export function inWords(value: Json, timeZone: string): string | undefined {
  if (typeof value === 'boolean') return value ? 'да' : 'не';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'string') return dateInWords(value, timeZone) ?? value;
  if (!Array.isArray(value)) return undefined;
  const words = value.map((item: Json) => inWords(item, timeZone));
  return words.length > 0 && words.every((word) => word !== undefined) ? words.join('; ') : undefined;
}

/** ISO 8601 dates and instants, which is how variables hold them. */
function dateInWords(text: string, timeZone: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year && month && day) return `${day}.${month}.${year} г.`;
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  return isInstant && !Number.isNaN(Date.parse(text)) ? officialDate(new Date(text), timeZone) : undefined;
}
