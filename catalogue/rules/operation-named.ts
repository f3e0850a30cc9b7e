import { elementsOf, error, type Rule } from './rule';

/** A service or send task says which operation it calls. */
export const operationNamed: Rule = (bundle) =>
  [...elementsOf(bundle, 'service-task'), ...elementsOf(bundle, 'send-task')]
    .filter((task) => task.operation === '' && !('message' in task))
    .map(({ id, name }) =>
      error('operation-named', id, {
        bg: `„${name}“ не казва коя операция да се извика (prepiska:operation).`,
        en: `"${name}" does not say which operation to call (prepiska:operation).`,
      }),
    );
