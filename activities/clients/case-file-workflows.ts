import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';

import { cancelSignal, caseFileWorkflowId, mailSignal, type CaseFileInput } from '../../workflows/messages';

export interface CaseFileWorkflows {
  /** There is mail. One that is over has given back what it had. */
  tell(caseFileId: string): Promise<void>;
  /** Ends it, unless it is over. */
  cancel(caseFileId: string): Promise<void>;
  /** Starts its workflow, once. */
  begin(caseFileId: string, serviceId: string): Promise<void>;
}

/** How one case file reaches another. */
export function createCaseFileWorkflows({ workflow }: Client, taskQueue: string): CaseFileWorkflows {
  async function signal(caseFileId: string, definition: SignalDefinition): Promise<void> {
    try {
      await workflow.getHandle(caseFileWorkflowId(caseFileId)).signal(definition);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  return {
    tell: (caseFileId) => signal(caseFileId, mailSignal),
    cancel: (caseFileId) => signal(caseFileId, cancelSignal),
    async begin(caseFileId, serviceId) {
      const input: CaseFileInput = { caseFileId };
      try {
        await workflow.start(serviceId, {
          ...{ workflowId: caseFileWorkflowId(caseFileId), taskQueue, args: [input] },
          ...{ workflowIdConflictPolicy: 'USE_EXISTING', workflowIdReusePolicy: 'REJECT_DUPLICATE' },
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}
