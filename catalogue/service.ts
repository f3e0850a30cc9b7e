import { z } from 'zod';

import type { ServiceDescription } from '../domain/service';

const Text = z.strictObject({ bg: z.string().trim().min(1), en: z.string().trim().min(1) });

export const ServiceFile = z.strictObject({
  id: z.string().regex(/^[0-9a-z][0-9a-z-]{0,39}$/, 'lower-case letters, digits and hyphens, 40 at most'),
  name: Text,
  summary: Text,
  legalBasis: Text,
  unit: z.string().min(1),
  fee: z.strictObject({ amount: z.string().regex(/^\d+\.\d{2}$/, 'an amount like "2.56"'), currency: z.enum(['EUR']) }),
  term: z
    .string()
    .regex(
      /^P((?=\d|T\d)(\d+M)?(\d+D)?(T\d+H)?|[1-9]\d{0,2}WD)$/,
      'an ISO 8601 duration like P7D, or working days like P14WD',
    ),
  silence: z.enum(['refusal', 'consent']),
  assurance: z.enum(['none', 'low', 'substantial', 'high']),
  applicants: z.array(z.enum(['person', 'company'])),
}) satisfies z.ZodType<ServiceDescription>;

export const LetterFile = z.strictObject({
  kind: z.enum(['certificate', 'permit', 'refusal', 'termination']),
  title: z.string().trim().min(1),
  paragraphs: z.array(z.string().trim().min(1)).min(1),
  appeal: z.string().trim().min(1).optional(),
});
