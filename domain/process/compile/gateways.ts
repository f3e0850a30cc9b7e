import { flag, typeOf, type ModdleElement } from '../../moddle';
import type { Gateway } from '../graph';
import { readCommon } from './common';
import type { Compilation } from './compilation';
import { readCondition } from './expressions';
import { readUpstream } from './upstream';

/** A gateway (BPMN 2.0, 10.6). Undefined where the element is none. */
export function readGateway(compilation: Compilation, element: ModdleElement): Gateway | undefined {
  const common = () => readCommon(compilation, element);
  switch (typeOf(element)) {
    case 'ExclusiveGateway':
      return { ...common(), kind: 'exclusive-gateway' };
    case 'ParallelGateway':
      return { ...common(), kind: 'parallel-gateway' };
    case 'InclusiveGateway':
      return { ...common(), kind: 'inclusive-gateway', upstream: readUpstream(compilation, element) };
    case 'ComplexGateway': {
      const activationCondition = readCondition(compilation, element, 'activationCondition');
      return {
        ...common(),
        kind: 'complex-gateway',
        upstream: readUpstream(compilation, element),
        ...(activationCondition !== undefined && { activationCondition }),
      };
    }
    case 'EventBasedGateway':
      return {
        ...common(),
        kind: 'event-based-gateway',
        instantiate: flag(element, 'instantiate'),
        parallel: element['eventGatewayType'] === 'Parallel',
      };
    default:
      return undefined;
  }
}
