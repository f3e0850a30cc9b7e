import type { z } from 'zod';

import { checkForm } from '../catalogue/forms';
import type { PublishedBundle } from '../catalogue/publish';
import type { Application as DomainApplication } from '../domain/case-file';
import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/json';
import { checkIdentifier } from '../domain/identifier';
import type { ApiDeps } from './deps';
import { isForApplicants } from './routes/services';
import { Application } from './schemas';

export interface CheckedApplication {
  readonly application: DomainApplication;
  readonly bundle: PublishedBundle;
}

/** Checks an application against the service's form as it stands now; every error at once, each with its place. */
export async function checkApplication(
  { repositories: { catalogue } }: ApiDeps,
  value: unknown,
): Promise<CheckedApplication> {
  const parsed: z.infer<typeof Application> = Application.parse(value);
  const bundle = await catalogue.findCurrent(parsed.service);
  if (!bundle || !isForApplicants(bundle))
    throw new DomainError('SERVICE_NOT_FOUND', 'There is no such service', { id: parsed.service });
  const errors = [
    ...checkIdentifier(parsed.applicant.identifier).map((detail) => ({
      pointer: '/applicant/identifier/number',
      detail,
    })),
    ...checkForm(bundle.form, parsed.data).map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })),
  ];
  if (errors.length > 0) throw new DomainError('FORM_INVALID', 'The form has errors', { errors });
  return { application: { ...parsed, data: parsed.data as JsonObject }, bundle };
}
