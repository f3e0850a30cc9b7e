import { elementsOf, error, type Rule } from './rule';

/** A work item shows a form of the bundle. */
export const userTaskForm: Rule = (bundle) =>
  elementsOf(bundle, 'user-task')
    .filter(({ form }) => !bundle.workForms[form])
    .map(({ id, name, form }) =>
      error('user-task-form', id, {
        bg: `Задачата „${name}“ няма формуляр: липсва forms/${form || '…'}.json.`,
        en: `The task "${name}" has no form: forms/${form || '…'}.json is missing.`,
      }),
    );
