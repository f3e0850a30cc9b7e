import type { Request } from 'express';
import { z } from 'zod';

import { DomainError } from '../domain/errors';

export const Id = z.object({ id: z.uuid() });

/** RFC draft "Idempotency-Key": the client names the act, so that a repeated call is the same act. */
export function idempotencyKey(req: Request): string {
  const key = req.get('Idempotency-Key');
  if (!key) throw new DomainError('IDEMPOTENCY_KEY_MISSING', 'Every change needs a key');
  return z.string().min(8).max(200).parse(key);
}
