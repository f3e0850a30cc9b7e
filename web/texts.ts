import bg from './texts/bg.json';
import en from './texts/en.json';

export type Language = 'bg' | 'en';
export type TextKey = keyof typeof bg;
export type Say = (key: TextKey) => string;

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { bg, en };

export const createSay =
  (language: Language): Say =>
  (key) =>
    TEXTS[language][key];

/** Words for a value that the API names (a status, a kind of document); the value itself when we have none. */
export const sayValue = (say: Say, value: string): string => (value in TEXTS.bg ? say(value as TextKey) : value);

/** Writes instants and dates as people here read them. */
export function createClock(language: Language, timeZone: string) {
  const locale = language === 'bg' ? 'bg-BG' : 'en-GB';
  const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const instants = new Intl.DateTimeFormat(locale, { ...day, timeZone, hour: '2-digit', minute: '2-digit' });
  const dates = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
  return {
    /** An ISO 8601 instant by the municipality's clock. */
    instant: (at: string): string => instants.format(new Date(at)),
    /** An ISO 8601 calendar date; text that is none stays as it is. */
    date: (text: string): string =>
      /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? dates.format(new Date(text)) : text,
  };
}

export type Clock = ReturnType<typeof createClock>;
