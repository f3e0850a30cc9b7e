import { text, typeOf, type ModdleElement } from '../../moddle';

const FEEL_TEXT = /^=\s*"([^"\\]*)"$/;

/** A name or code; one that is written as a FEEL text is what stands between its quotes. */
export function textOf(element: ModdleElement, property: string): string | undefined {
  const written = text(element, property);
  return written === undefined ? undefined : (FEEL_TEXT.exec(written)?.[1] ?? written);
}

/** As it is called where it is sent and awaited. */
export const nameOf = (element: ModdleElement): string => textOf(element, 'name') ?? element.id ?? typeOf(element);
