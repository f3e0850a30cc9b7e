import { elementsOf, error, type Rule } from './rule';

/** A business rule task names a decision of the bundle. */
export const decisionExists: Rule = (bundle) => {
  const decisions = Object.values(bundle.graph.decisions);
  return elementsOf(bundle, 'business-rule-task')
    .filter(({ decision }) => !decisions.some(({ id, name }) => id === decision || name === decision))
    .map(({ id, name, decision }) =>
      error('decision-exists', id, {
        bg: `„${name}“ използва решение „${decision}“, което го няма в нито един .dmn файл.`,
        en: `"${name}" uses the decision "${decision}", which no .dmn file holds.`,
      }),
    );
};
