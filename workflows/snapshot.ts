import type { PlannedProcess } from '../activities/plan';
import type { Effect } from '../domain/process/events';
import type { KeptState } from '../domain/process/migrate-state';
import type { Outcome } from '../domain/receipt';
import type { OpenItem } from './desk';

/** All that a case file takes along when its history is cut (continue-as-new), at a quiet point. */
export interface Snapshot {
  readonly outcome: Outcome;
  /** The process that runs, and those that follow it. */
  readonly processes: readonly PlannedProcess[];
  readonly seq: number;
  readonly state: KeptState;
  readonly open: readonly OpenItem[];
  readonly incidents: readonly (readonly [execution: string, element: string])[];
  readonly timers: readonly SetTimer[];
}

export type SetTimer = Extract<Effect, { type: 'set-timer' }>;
