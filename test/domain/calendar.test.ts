import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';

import { afterWorkingDays, isWorkingDay, OFFICIAL_CALENDAR, type Calendar } from '../../domain/calendar';

const name = { bg: 'по решение', en: 'by decree' };

const daysOff = (from: string, to: string, calendar: Calendar = OFFICIAL_CALENDAR): string[] => {
  const off: string[] = [];
  for (let day = Temporal.PlainDate.from(from); day.toString() <= to; day = day.add({ days: 1 }))
    if (day.dayOfWeek < 6 && !isWorkingDay(day.toString(), calendar)) off.push(day.toString());
  return off;
};

describe('the official days off', () => {
  it.each([
    [2010, '2010-04-04'],
    [2021, '2021-05-02'],
    [2022, '2022-04-24'],
    [2023, '2023-04-16'],
    [2024, '2024-05-05'],
    [2025, '2025-04-20'],
    [2026, '2026-04-12'],
    [2027, '2027-05-02'],
    [2028, '2028-04-16'],
  ])('have Orthodox Easter of %i on %s: the Friday before and the Monday after are off', (_year, sunday) => {
    const easter = Temporal.PlainDate.from(sunday);
    expect(easter.dayOfWeek).toBe(7);
    const around = [-3, -2, 1].map((days) => isWorkingDay(easter.add({ days }).toString(), OFFICIAL_CALENDAR));
    expect(around).toEqual([true, false, false]);
  });

  it('are those of 2023 on weekdays, with what came instead of holidays on weekends', () => {
    expect(daysOff('2023-01-01', '2023-12-31')).toEqual([
      '2023-01-02', // for Sunday 1 January
      '2023-03-03',
      '2023-04-14', // Good Friday
      '2023-04-17',
      '2023-05-01',
      '2023-05-08', // for Saturday 6 May
      '2023-05-24',
      '2023-09-06',
      '2023-09-22',
      '2023-12-25',
      '2023-12-26',
      '2023-12-27', // for Sunday 24 December
    ]);
  });

  it.each([
    [
      'two holidays on one weekend give the two days after the third',
      '2022-12-20',
      ['2022-12-26', '2022-12-27', '2022-12-28'],
    ],
    [
      'a Saturday that is a holiday twice gives the day after Easter Monday',
      '2021-04-28',
      ['2021-04-30', '2021-05-03', '2021-05-04', '2021-05-06'],
    ],
    ['a holiday on Easter Monday gives no other day', '2024-05-02', ['2024-05-03', '2024-05-06']],
    [
      '25 and 26 December on a weekend give Monday and Tuesday',
      '2021-12-20',
      ['2021-12-24', '2021-12-27', '2021-12-28'],
    ],
    ['Saturday 26 December gives Monday', '2026-12-20', ['2026-12-24', '2026-12-25', '2026-12-28']],
    ['1 November is a holiday of schools only', '2024-10-28', []],
  ])('%s', (_rule, from, off) => {
    const to = Temporal.PlainDate.from(from).add({ days: 11 }).toString();
    expect(daysOff(from, to)).toEqual(off);
  });
});

describe('a municipality’s own days', () => {
  const calendar: Calendar = {
    timeZone: 'Europe/Sofia',
    closed: [{ date: '2026-11-27', name }],
    open: [
      { date: '2026-11-28', name },
      { date: '2026-12-25', name },
    ],
  };

  it('close a weekday, and open a Saturday or a holiday', () => {
    expect(isWorkingDay('2026-11-27', calendar)).toBe(false);
    expect(isWorkingDay('2026-11-28', calendar)).toBe(true);
    expect(isWorkingDay('2026-12-25', calendar)).toBe(true);
    expect(isWorkingDay('2026-11-29', calendar)).toBe(false);
  });

  it('count in a term', () => {
    expect(afterWorkingDays('2026-11-26T10:00:00Z', 1, calendar)).toBe('2026-11-28T22:00:00Z');
    expect(afterWorkingDays('2026-11-26T10:00:00Z', 1, OFFICIAL_CALENDAR)).toBe('2026-11-27T22:00:00Z');
  });
});

describe('a term in working days', () => {
  it.each([
    [
      'the day of the event is not counted, at its first instant either',
      '2026-11-23T22:00:00Z',
      1,
      '2026-11-25T22:00:00Z',
    ],
    ['nor at its last', '2026-11-24T21:59:59.999Z', 1, '2026-11-25T22:00:00Z'],
    ['begun on a Saturday, its first day is Monday', '2026-11-28T10:00:00Z', 1, '2026-11-30T22:00:00Z'],
    ['it is over at local midnight in summer', '2026-07-01T10:00:00Z', 3, '2026-07-06T21:00:00Z'],
    ['and where the clock is changed on the way', '2026-03-27T10:00:00Z', 1, '2026-03-30T21:00:00Z'],
    ['fourteen of them over New Year', '2026-12-18T10:00:00Z', 14, '2027-01-13T22:00:00Z'],
  ])('%s', (_rule, at, days, over) => {
    expect(afterWorkingDays(at, days, OFFICIAL_CALENDAR)).toBe(over);
  });

  it.each([0, -1, 1.5, NaN, 10_000])('is not one of %d', (days) => {
    expect(() => afterWorkingDays('2026-11-24T10:00:00Z', days, OFFICIAL_CALENDAR)).toThrow(RangeError);
  });
});

describe('whenever it begins, in any calendar, a term', () => {
  const second = fc.integer({ min: Date.UTC(2018, 0) / 1000, max: Date.UTC(2040, 0) / 1000 });
  const instant = second.map((seconds) => new Date(seconds * 1000).toISOString());
  const day = fc.integer({ min: 0, max: 8_000 }).map((days) => Temporal.PlainDate.from('2018-01-01').add({ days }));
  const changed = fc.array(
    day.map((date) => ({ date: date.toString(), name })),
    { maxLength: 300 },
  );
  const calendars = fc.record({
    timeZone: fc.constantFrom('Europe/Sofia', 'UTC', 'America/New_York'),
    closed: changed,
    open: changed,
  });
  const days = fc.integer({ min: 1, max: 60 });
  const localOf = (at: string, { timeZone }: Calendar) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const lastDayOf = (at: string, calendar: Calendar) => localOf(at, calendar).subtract({ days: 1 }).toPlainDate();

  it('is over where the day after a working day begins', () => {
    fc.assert(
      fc.property(instant, days, calendars, (at, n, calendar) => {
        const over = afterWorkingDays(at, n, calendar);
        expect(localOf(over, calendar).toPlainTime().toString()).toBe('00:00:00');
        expect(isWorkingDay(lastDayOf(over, calendar).toString(), calendar)).toBe(true);
      }),
    );
  });

  it('has so many working days after the day of the event', () => {
    fc.assert(
      fc.property(instant, days, calendars, (at, n, calendar) => {
        const last = lastDayOf(afterWorkingDays(at, n, calendar), calendar);
        let counted = 0;
        for (let date = localOf(at, calendar).toPlainDate(); !date.equals(last);) {
          date = date.add({ days: 1 });
          if (isWorkingDay(date.toString(), calendar)) counted += 1;
        }
        expect(counted).toBe(n);
      }),
    );
  });

  it('ends later the later it begins, and later with a day more', () => {
    fc.assert(
      fc.property(instant, instant, days, calendars, (one, other, n, calendar) => {
        const [first, second] = [one, other].sort() as [string, string];
        const over = afterWorkingDays(first, n, calendar);
        expect(over <= afterWorkingDays(second, n, calendar)).toBe(true);
        expect(over < afterWorkingDays(first, n + 1, calendar)).toBe(true);
      }),
    );
  });

  it('is as long as two of its parts, the second begun on the last day of the first', () => {
    fc.assert(
      fc.property(instant, days, days, calendars, (at, a, b, calendar) => {
        const first = Temporal.Instant.from(afterWorkingDays(at, a, calendar));
        const onItsLastDay = first.subtract({ nanoseconds: 1 }).toString();
        expect(afterWorkingDays(onItsLastDay, b, calendar)).toBe(afterWorkingDays(at, a + b, calendar));
      }),
    );
  });
});
