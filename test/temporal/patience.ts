/** The test answers activities when their turn comes, rounds later: none of them may be given up meanwhile. */
import type { WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      scheduleActivity: (input, next) =>
        next({ ...input, options: { ...input.options, startToCloseTimeout: '1 hour' } }),
    },
  ],
});
