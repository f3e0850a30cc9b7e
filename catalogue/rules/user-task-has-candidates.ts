import { elementsOf, error, type Rule } from './rule';

/** Work for nobody waits for ever. */
export const userTaskHasCandidates: Rule = (bundle) =>
  elementsOf(bundle, 'user-task')
    .filter(({ candidates }) => candidates === '[]')
    .map(({ id, name }) =>
      error('user-task-has-candidates', id, {
        bg: `Не е казано кой изпълнява „${name}“. Посочете длъжност (potentialOwner).`,
        en: `Nobody is named for "${name}". Name a position (potentialOwner).`,
      }),
    );
