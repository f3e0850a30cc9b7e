import type { Text } from './text';
import type { Identifier } from './town';

const EGN_WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6];
const LNCH_WEIGHTS = [21, 19, 17, 13, 11, 9, 7, 3, 1];

const checkDigit = (digits: string, weights: readonly number[], modulus: number): number =>
  (weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % modulus) % 10;

/** Bulgarian personal number (ЕГН): date of birth with the century in the month, check digit modulo 11. */
export function isEgn(number: string): boolean {
  const hasDigits = /^\d{10}$/.test(number) && checkDigit(number, EGN_WEIGHTS, 11) === Number(number[9]);
  return hasDigits && isBirthDate(Number(number.slice(0, 2)), Number(number.slice(2, 4)), Number(number.slice(4, 6)));
}

/** Months 21 to 32 are of the nineteenth century, 41 to 52 of the twenty-first. */
function isBirthDate(yearOfCentury: number, coded: number, day: number): boolean {
  const [century, shift] = coded > 40 ? [2000, 40] : coded > 20 ? [1800, 20] : [1900, 0];
  const month = coded - shift - 1;
  const date = new Date(Date.UTC(century + yearOfCentury, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day;
}

/** Bulgarian personal number of a foreigner (ЛНЧ): check digit modulo 10. */
export function isLnch(number: string): boolean {
  return /^\d{10}$/.test(number) && checkDigit(number, LNCH_WEIGHTS, 10) === Number(number[9]);
}

const WRONG_NUMBER: Text = {
  bg: 'ЕГН или ЛНЧ трябва да е от 10 цифри с вярна контролна цифра. Проверете го по личната си карта.',
  en: 'An EGN or LNCh has 10 digits with a correct check digit. Compare it with your identity card.',
};

/** What is wrong with an identifier as it was typed; nothing for kinds whose form is not ours to judge. */
export function checkIdentifier({ kind, country, number }: Identifier): Text[] {
  if (kind !== 'PNO' || country !== 'BG') return [];
  return isEgn(number) || isLnch(number) ? [] : [WRONG_NUMBER];
}
