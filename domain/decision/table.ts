/** Decisions of a bundle by id and by name (DMN 1.3). */
export type Decisions = Readonly<Record<string, Decision>>;

export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'ANY', 'COLLECT', 'RULE ORDER'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

interface Common {
  readonly id: string;
  readonly name: string;
  /** Names of the decisions whose results this one uses. */
  readonly requires: readonly string[];
}

export interface DecisionTable extends Common {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly { readonly expression: string }[];
  readonly outputs: readonly { readonly name: string }[];
  readonly rules: readonly {
    readonly id: string;
    readonly tests: readonly string[];
    readonly results: readonly string[];
  }[];
}

export interface LiteralExpression extends Common {
  readonly kind: 'literal';
  readonly expression: string;
}

export type Decision = DecisionTable | LiteralExpression;
