import { text, typeOf, type ModdleElement } from '../../moddle';

/** As it is called where it is sent and awaited. */
export const nameOf = (element: ModdleElement): string => text(element, 'name') ?? element.id ?? typeOf(element);
