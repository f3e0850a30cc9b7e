import { sleep } from '@temporalio/workflow';

/** Deterministic inside a workflow: the time of the current task. ISO 8601, UTC. */
export const now = (): string => new Date().toISOString();

/** Until an ISO 8601 instant; cancelled with its scope. `element` is what people see in Temporal's own pages. */
export const waitUntil = (dueAt: string, element: string): Promise<void> =>
  sleep(Math.max(0, Date.parse(dueAt) - Date.now()), { summary: element });
