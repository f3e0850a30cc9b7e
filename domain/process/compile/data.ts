import { child, children, typeOf, type ModdleElement } from '../../moddle';
import type { ElementOf } from '../graph';
import { NO_DATA_INPUT, readAssociations, readStores } from './associations';
import type { Compilation } from './compilation';
import { itemName } from './data-names';
import { readMappings } from './mappings';

export type Work = Pick<
  ElementOf<'end-event'>,
  'inputs' | 'outputs' | 'locals' | 'dataOutputs' | 'dataIn' | 'dataOut' | 'reads'
>;

/** What goes into an activity or event and what comes out of it (BPMN 2.0, 10.4). */
export function readWork(compilation: Compilation, element: ModdleElement): Work {
  // What a global task is given, and gives back, is data of the call (10.4.2).
  const specification = /^Global/.test(typeOf(element)) ? undefined : child(element, 'ioSpecification');
  const names = (items: readonly ModdleElement[]) => items.map((item) => itemName(compilation, item));
  const dataOutputs = names([...children(specification, 'dataOutputs'), ...children(element, 'dataOutputs')]);
  const locals = [
    ...names(children(element, 'properties')).filter((name) => name !== NO_DATA_INPUT),
    ...names([...children(specification, 'dataInputs'), ...children(element, 'dataInputs')]),
    ...dataOutputs,
    ...names(dataObjectsOf(element)),
  ];
  const reads = readStores(compilation, element);
  return {
    inputs: readMappings(compilation, element, 'input'),
    outputs: readMappings(compilation, element, 'output'),
    locals: [...new Set(locals)],
    dataOutputs,
    dataIn: readAssociations(compilation, element, 'dataInputAssociations'),
    dataOut: readAssociations(compilation, element, 'dataOutputAssociations'),
    ...(reads.length > 0 && { reads }),
  };
}

/** Data objects drawn inside of a sub-process live as long as it does. */
const dataObjectsOf = (element: ModdleElement): ModdleElement[] =>
  children(element, 'flowElements').filter((inner) => typeOf(inner) === 'DataObject');
