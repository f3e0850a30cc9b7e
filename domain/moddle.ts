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

/** An attribute, whether the descriptor knows it (as its own or of a namespace) or not. */
export const attribute = (element: ModdleElement | undefined, name: string): string | undefined => {
  const unknown = element?.['$attrs'];
  return text(element, name) ?? (isRecord(unknown) ? text({ ...unknown, $type: '' }, name) : undefined);
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** An `xsd:boolean`. */
export const flag = (element: ModdleElement, property: string, otherwise = false): boolean => {
  const value = element[property];
  if (value === true || value === 'true' || value === '1') return true;
  if (value === false || value === 'false' || value === '0') return false;
  return otherwise;
};

/** The element around it; undefined for the root. */
export const parent = (element: ModdleElement): ModdleElement | undefined => child(element, '$parent');

/** `bpmn:UserTask` is a `UserTask`; elements of other namespaces keep their prefix. */
export const typeOf = ({ $type }: ModdleElement): string => $type.replace(/^bpmn:/, '');
