/** A model as plain nodes and flows: what is printed as BPMN for the engine, and compiled to a net for the naive interpreter. */
export interface Model {
  readonly nodes: readonly ModelNode[];
  /** In document order. */
  readonly flows: readonly ModelFlow[];
}

export interface ModelNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** The sub-process it stands in; null is the process. */
  readonly container: string | null;
  /** The flow that is taken when no condition holds. */
  readonly default?: string;
  /** Of a boundary event. */
  readonly attachedTo?: string;
  readonly interrupting?: boolean;
  /** Of an error boundary event: null catches any. */
  readonly code?: string | null;
}

export type NodeKind =
  | 'start'
  | 'end'
  | 'terminate'
  | 'user-task'
  | 'task'
  | 'timer'
  | 'exclusive'
  | 'parallel'
  | 'inclusive'
  | 'sub-process'
  | 'error-boundary'
  | 'timer-boundary';

export interface ModelFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Condition;
}

/** A variable that equals a number. */
export interface Condition {
  readonly variable: Variable;
  readonly is: number;
}

export type Variable = 'a' | 'b' | 'c';

export type Variables = Readonly<Record<Variable, number>>;
