import { child, flag, typeOf, type ModdleElement } from '../../moddle';
import type { ElementOf, Event } from '../graph';
import { readCommon } from './common';
import { nodeOf, type Compilation } from './compilation';
import { isTrigger } from './containers';
import { readWork } from './data';
import { readDefinitions } from './definitions';

type EventParts = Omit<ElementOf<'end-event'>, 'kind'>;

/** An event (BPMN 2.0, 10.5). Undefined where the element is none. */
export function readEvent(compilation: Compilation, element: ModdleElement): Event | undefined {
  const parts = () => readParts(compilation, element);
  switch (typeOf(element)) {
    case 'StartEvent':
      return { ...parts(), kind: 'start-event', interrupting: flag(element, 'isInterrupting', true) };
    case 'IntermediateCatchEvent':
      return { ...parts(), kind: 'intermediate-catch-event' };
    case 'IntermediateThrowEvent':
    case 'ImplicitThrowEvent':
      return { ...parts(), kind: 'intermediate-throw-event' };
    case 'EndEvent':
      return { ...parts(), kind: 'end-event' };
    case 'BoundaryEvent':
      return {
        ...parts(),
        kind: 'boundary-event',
        attachedTo: child(element, 'attachedToRef')?.id ?? '',
        interrupting: flag(element, 'cancelActivity', true),
      };
    default:
      return undefined;
  }
}

function readParts(compilation: Compilation, element: ModdleElement): EventParts {
  const node = nodeOf(compilation, element);
  const inProcess = node?.container === compilation.outline.root.id;
  const role = {
    throws: /Throw|End/.test(element.$type),
    isTrigger: inProcess && node !== undefined && isTrigger(node),
  };
  return {
    ...readCommon(compilation, element),
    ...readWork(compilation, element),
    definitions: readDefinitions(compilation, element, role),
    parallelMultiple: flag(element, 'parallelMultiple'),
  };
}
