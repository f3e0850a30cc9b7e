import type { Finding } from '../../finding';
import type { ModdleElement } from '../../moddle';
import type { TimeRules } from '../graph';
import type { Correlation } from './correlation';
import type { Catchers } from './links';
import type { Node, Outline } from './outline';
import type { Predecessors } from './predecessors';

/** What is known of the whole file. */
export interface Surroundings {
  /** The language of expressions that name none themselves. */
  readonly language: string | undefined;
  readonly correlation: Correlation;
  readonly time: TimeRules;
  /** The names of data objects, which may be those of their references. */
  readonly dataNames: ReadonlyMap<ModdleElement, string>;
  /** FEEL that has been looked at, and where it is not well-formed. */
  readonly checked: Map<string, string | undefined>;
  /** How much may still be computed: entries, and the work of reading FEEL, which grows with the square of its length. */
  readonly budget: { upstream: number; expressions: number };
}

/** What is known while one process or global task is compiled. */
export interface Compilation extends Surroundings {
  readonly findings: Finding[];
  readonly outline: Outline;
  readonly catchers: Catchers;
  readonly predecessors: Predecessors;
  /** By flow, the element it comes from. */
  readonly sources: ReadonlyMap<string, string>;
}

export const nodeOf = ({ outline }: Compilation, { id = '' }: ModdleElement): Node | undefined => outline.nodes.get(id);
