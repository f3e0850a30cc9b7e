import type { Finding } from '../../finding';
import { parent, type ModdleElement } from '../../moddle';
import type { Text } from '../../text';

/** What a finding is about: an element of the file or of the graph. */
export interface Subject {
  readonly id?: string;
  readonly name?: string;
}

/** Notes what is wrong with an element and how to mend it. The message begins with the element's name. */
export function report(
  findings: Finding[],
  rule: string,
  subject: Subject | undefined,
  { bg, en }: Text,
  severity: Finding['severity'] = 'error',
): void {
  const name = subject?.name ?? subject?.id;
  const message = name === undefined ? { bg, en } : { bg: `„${name}“: ${bg}`, en: `"${name}": ${en}` };
  findings.push({ rule, element: subject?.id ?? null, severity, message });
}

const INSIDE =
  /(Definition|Expression|Assignment|Characteristics|Specification|Owner|Performer|Role|Binding|Property)$|^bpmn:(Data(Input|Output)|Implicit)/;

/** The element itself, or the nearest one around it that a person can find in the diagram. */
export function subjectOf(element: ModdleElement): Subject {
  if (element.id !== undefined && !INSIDE.test(element.$type)) return element;
  const around = parent(element);
  return around ? subjectOf(around) : element;
}

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
