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

/** dd.mm.yyyy HH:mm as the municipality's clock shows it. */
export function formatInstant(language: Language, at: string): string {
  return new Intl.DateTimeFormat(language === 'bg' ? 'bg-BG' : 'en-GB', {
    timeZone: 'Europe/Sofia',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
}
