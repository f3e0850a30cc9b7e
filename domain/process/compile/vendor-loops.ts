import { attribute, type ModdleElement } from '../../moddle';
import type { MultiInstance } from '../graph';
import type { Compilation } from './compilation';
import { readFeel } from './expressions';
import { subjectOf } from './report';
import { extensions, plainReference } from './vendor';

type Parts = Partial<Pick<MultiInstance, 'collection' | 'item' | 'output'>>;

/** `zeebe:loopCharacteristics`. */
export function zeebeLoop(compilation: Compilation, loop: ModdleElement): Parts {
  const [zeebe] = extensions(loop, 'zeebe:loopCharacteristics');
  const [collection, item] = [attribute(zeebe, 'inputCollection'), attribute(zeebe, 'inputElement')];
  const [name, expression] = [attribute(zeebe, 'outputCollection'), attribute(zeebe, 'outputElement')];
  const feel = (body: string) => readFeel(compilation, subjectOf(loop), body);
  return {
    ...(collection !== undefined && { collection: feel(collection) }),
    ...(item !== undefined && { item }),
    ...(name !== undefined && expression !== undefined && { output: { name, expression: feel(expression) } }),
  };
}

/** `camunda:collection` is the name of a variable, or JUEL that is no more than one. */
export function camundaLoop(compilation: Compilation, loop: ModdleElement): Parts {
  const [collection, item] = [attribute(loop, 'camunda:collection'), attribute(loop, 'camunda:elementVariable')];
  return {
    ...(collection !== undefined && {
      collection: readFeel(compilation, subjectOf(loop), plainReference(collection)),
    }),
    ...(item !== undefined && { item }),
  };
}
