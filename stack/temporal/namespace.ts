import { setTimeout as sleep } from 'node:timers/promises';

import { Connection } from '@temporalio/client';
import Long from 'long';

const PATIENCE = 60_000;
const DAY = 86_400;
/** How long closed workflows stay readable in Temporal; our own journal stays for ever. */
const RETENTION_DAYS = 30;

/** Registers our namespace and waits until the server knows it. */
export async function ensureNamespace(address: string, namespace: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      try {
        await register(connection, namespace);
        await connection.workflowService.describeNamespace({ namespace });
        await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

async function register(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch {
    await connection.workflowService
      .registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: { seconds: Long.fromNumber(RETENTION_DAYS * DAY) },
      })
      .catch((error: unknown) => {
        if (!/already exists/i.test(String(error))) throw error;
      });
  }
}
