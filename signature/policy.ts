/** What a signature is judged by, in words; the rules are those of the files here. */
export const POLICY = {
  bg: 'ETSI EN 319 102-1; доверени са само издателите, които общината е посочила',
  en: 'ETSI EN 319 102-1; only the issuers that the municipality names are trusted',
} as const;
