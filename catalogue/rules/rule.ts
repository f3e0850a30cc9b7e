import type { Finding } from '../../domain/finding';
import type { JsonObject } from '../../domain/json';
import type { Letter } from '../../domain/letter';
import type { ElementOf, GraphElement, ProcessGraph } from '../../domain/process/graph';
import type { Text } from '../../domain/text';

/** What the rules look at. */
export interface Lintable {
  readonly graph: ProcessGraph;
  readonly workForms: Readonly<Record<string, JsonObject>>;
  readonly letters: Readonly<Record<string, Letter>>;
}

export type Rule = (bundle: Lintable) => Finding[];

export const elementsOf = <Kind extends GraphElement['kind']>({ graph }: Lintable, kind: Kind): ElementOf<Kind>[] =>
  Object.values(graph.elements).filter((element): element is ElementOf<Kind> => element.kind === kind);

export const error = (rule: string, element: string, message: Text): Finding => ({
  rule,
  element,
  severity: 'error',
  message,
});

export const warning = (rule: string, element: string, message: Text): Finding => ({
  rule,
  element,
  severity: 'warning',
  message,
});
