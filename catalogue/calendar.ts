import { z } from 'zod';

import { isWorkingDay, OFFICIAL_CALENDAR } from '../domain/calendar';

const Text = z.strictObject({ bg: z.string().min(1), en: z.string().min(1) });
const ChangedDay = z.strictObject({ date: z.iso.date(), name: Text });

const LISTS = ['closed', 'open'] as const;

const BY_LAW = {
  closed: 'is a day off by law and need not be listed',
  open: 'is a working day by law and need not be listed',
} as const;

/** `calendar.yaml`: each day once, and only where it changes what the Labour Code says. */
export const CalendarFile = z
  .strictObject({ closed: z.array(ChangedDay), open: z.array(ChangedDay) })
  .superRefine((file, { addIssue }) => {
    const seen = new Set<string>();
    for (const list of LISTS)
      file[list].forEach(({ date }, index) => {
        const fault = (message: string): void =>
          addIssue({ code: 'custom', message: `${date} ${message}`, path: [list, index, 'date'] });
        if (seen.has(date)) fault('is listed twice');
        else if (isWorkingDay(date, OFFICIAL_CALENDAR) === (list === 'open')) fault(BY_LAW[list]);
        seen.add(date);
      });
  });
