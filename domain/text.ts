/** The languages every text of a service, a page and an error exists in. Bulgarian is the official one. */
export const LANGUAGES = ['bg', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** One text in every language. */
export type Text = Readonly<Record<Language, string>>;
