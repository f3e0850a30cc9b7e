/** What moddle gives for an XML element: we read it with these few functions and trust none of it. */
export interface ModdleElement {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

export const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && typeof (value as ModdleElement).$type === 'string';

export const children = (element: ModdleElement | undefined, property: string): ModdleElement[] => {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
};

export const child = (element: ModdleElement | undefined, property: string): ModdleElement | undefined => {
  const value = element?.[property];
  return isElement(value) ? value : undefined;
};

export const text = (element: ModdleElement | undefined, property: string): string | undefined => {
  const value = element?.[property];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** The body of an expression child, e.g. `conditionExpression`; a leading `=` marks FEEL in some modelers. */
export const expression = (element: ModdleElement | undefined, property: string): string | undefined =>
  text(child(element, property), 'body')?.replace(/^=\s*/, '');
