import { error, type Rule } from './rule';

/** Every flow begins and ends at an element of this process. */
export const flowEndsResolve: Rule = ({ graph }) =>
  Object.values(graph.flows)
    .filter(({ source, target }) => !graph.elements[source] || !graph.elements[target])
    .map(({ id }) =>
      error('flow-ends-resolve', id, {
        bg: `Стрелката „${id}“ не свързва два елемента на процеса. Начертайте я отново.`,
        en: `The flow "${id}" does not connect two elements of the process. Draw it again.`,
      }),
    );
