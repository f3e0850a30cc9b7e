import type { Finding } from '../../../finding';
import type { GraphElement, SequenceFlow } from '../../graph';

/** One process with its elements and flows, by id: what the constraints of the standard are about. */
export interface Drawn {
  readonly findings: Finding[];
  readonly elements: ReadonlyMap<string, GraphElement>;
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** How many elements a container holds. */
  readonly sizes: ReadonlyMap<string | null, number>;
}

export const sourceOf = ({ elements, flows }: Drawn, flow: string): GraphElement | undefined =>
  elements.get(flows.get(flow)?.source ?? '');

export const targetOf = ({ elements, flows }: Drawn, flow: string): GraphElement | undefined =>
  elements.get(flows.get(flow)?.target ?? '');
