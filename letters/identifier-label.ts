import { isEgn, isLnch } from '../domain/identifier';

const KINDS: Readonly<Record<string, string>> = {
  PNO: 'Личен номер',
  PAS: 'Паспорт №',
  IDC: 'Лична карта №',
  NTR: 'ЕИК',
  TIN: 'Данъчен номер',
  VAT: 'ДДС номер',
};

interface Typed {
  readonly kind: string;
  readonly country: string;
  readonly number: string;
}

/** What a number is called in Bulgarian; an EGN is told from an LNCh by its check digits. */
export function identifierLabel({ kind, country, number }: Typed): string {
  if (kind === 'PNO' && country === 'BG') return isEgn(number) ? 'ЕГН' : isLnch(number) ? 'ЛНЧ' : 'Личен номер';
  if (kind === 'NTR' && country !== 'BG') return 'Номер в регистър';
  return KINDS[kind] ?? 'Номер';
}
