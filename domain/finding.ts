import type { Text } from './text';

/** What is wrong in a model or bundle: which rule, which element, what it is and how to mend it. */
export interface Finding {
  readonly rule: string;
  /** Id of the element, or path of the file. */
  readonly element: string | null;
  readonly severity: 'error' | 'warning';
  readonly message: Text;
}
