/** Measures of an A4 letter, in points, and its two inks. */
export const MARGIN = 64;
export const TEXT_WIDTH = 595.28 - 2 * MARGIN;
export const INK = '#1a1a1a';
export const FAINT = '#4d4d4d';
