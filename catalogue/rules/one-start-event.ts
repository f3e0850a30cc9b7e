import { elementsOf, error, type Rule } from './rule';

/** The application is what starts a service's process: it begins at one place, and by itself. */
export const oneStartEvent: Rule = (bundle) => {
  const { process } = bundle.graph;
  return elementsOf(bundle, 'process')
    .filter(({ id }) => id === process)
    .filter(({ starts, triggers }) => starts.length > 1 || (starts.length === 0 && triggers.length === 0))
    .map(({ id, name }) =>
      error('one-start-event', id, {
        bg: `Процесът „${name}“ трябва да започва от едно място. Оставете едно начално събитие.`,
        en: `The process "${name}" must begin at one place. Leave one start event.`,
      }),
    );
};
