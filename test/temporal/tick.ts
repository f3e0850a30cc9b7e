import { defineSignal } from '@temporalio/workflow';

export interface Tick {
  /** ISO 8601 instant. */
  readonly at: string;
  /** The earliest alarm rings: one tick, one alarm, as on the simulator. */
  readonly rings: boolean;
}

export const tickSignal = defineSignal<[Tick]>('tick');
