import { text, type ModdleElement } from '../../moddle';
import type { Compilation } from './compilation';
import { report, type Subject } from './report';

/** A whole number of an attribute, from `least` on; what is no such number is a finding. */
export function readQuantity(
  { findings }: Compilation,
  subject: Subject,
  element: ModdleElement,
  property: string,
  least: number,
): number | undefined {
  const written = text(element, property);
  if (written === undefined) return undefined;
  const value = Number(written);
  if (/^[+-]?\d+$/.test(written) && Number.isSafeInteger(value) && value >= least) return value;
  report(findings, 'quantity', subject, {
    bg: `${property} е „${written}“, а трябва да е цяло число, не по-малко от ${least}. Поправете го или го махнете.`,
    en: `${property} is "${written}", but it must be a whole number, not below ${least}. Mend it or remove it.`,
  });
  return least;
}
