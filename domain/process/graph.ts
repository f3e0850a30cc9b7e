import type { Decisions } from '../decision/table';

/** FEEL over the case's variables. */
export type Expression = string;

export interface Mapping {
  readonly name: string;
  readonly expression: Expression;
}

interface Common {
  readonly id: string;
  /** As drawn. */
  readonly name: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** The flow that is taken when no condition holds. */
  readonly default?: string;
}

interface Activity extends Common {
  readonly inputs: readonly Mapping[];
  /** Without any, what comes back is merged into the variables. */
  readonly outputs: readonly Mapping[];
  /** Boundary events attached to it. */
  readonly boundaries: readonly string[];
}

export type GraphElement =
  | (Common & { readonly kind: 'start-event' })
  | (Common & { readonly kind: 'end-event'; readonly result: 'none' | 'terminate' | { readonly error: string } })
  | (Common & { readonly kind: 'exclusive-gateway' | 'parallel-gateway' })
  | (Common & { readonly kind: 'timer-catch-event'; readonly timer: Timer })
  | (Common & {
      readonly kind: 'timer-boundary-event';
      readonly timer: Timer;
      readonly attachedTo: string;
      readonly interrupting: boolean;
    })
  | (Common & { readonly kind: 'error-boundary-event'; readonly attachedTo: string; readonly code: string | null })
  | (Activity & { readonly kind: 'pass-through-task' })
  | (Activity & { readonly kind: 'service-task'; readonly operation: string })
  | (Activity & { readonly kind: 'user-task'; readonly form: string; readonly candidates: Expression })
  | (Activity & { readonly kind: 'business-rule-task'; readonly decision: string; readonly result: string | null })
  | (Activity & { readonly kind: 'script-task'; readonly script: Expression; readonly result: string | null });

export type ElementOf<Kind extends GraphElement['kind']> = Extract<GraphElement, { kind: Kind }>;

/** ISO 8601 text, or FEEL that gives it. */
export interface Timer {
  readonly kind: 'duration' | 'date';
  readonly value: string | { readonly expression: Expression };
}

export interface SequenceFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Expression;
}

/** A compiled process: normalised, serialisable, done once at publication. */
export interface ProcessGraph {
  readonly format: 1;
  readonly process: string;
  readonly elements: Readonly<Record<string, GraphElement>>;
  readonly flows: Readonly<Record<string, SequenceFlow>>;
  /** The element at which a case begins. */
  readonly start: string;
  readonly decisions: Decisions;
}
