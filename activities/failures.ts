import { ApplicationFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';

import { DomainError } from '../domain/errors';

/** Turns a DomainError into the one failure type that crosses the activity boundary. */
export class DomainFailureInterceptor implements ActivityInboundCallsInterceptor {
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      throw toFailure(error);
    }
  }
}

function toFailure(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const { code, message, details, retryable } = error;
  return ApplicationFailure.create({ type: code, message, details: [details], nonRetryable: !retryable, cause: error });
}
