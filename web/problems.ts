import { ApiProblem } from './api';
import type { PageError } from './components/layout';
import type { Language } from './texts';

/** A problem of the API as errors of a page; a pointer like `/data/trees` leads to the field `trees`. */
export function pageErrors({ problem }: ApiProblem, language: Language): PageError[] {
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => {
    const field = pointer
      .split('/')
      .find((part) => part !== '' && !['data', 'values', 'applicant', 'identifier'].includes(part));
    return { text: detail[language], ...(field && { field }) };
  });
  const findings = (problem.verdict?.findings ?? []).map((finding) => ({ text: finding[language] }));
  return fields.length > 0 ? fields : [{ text: problem.detail[language] }, ...findings];
}

/** Rethrows anything that is not a problem a person can mend on this page. */
export function mendable(error: unknown): ApiProblem {
  if (error instanceof ApiProblem && [400, 409, 413, 415, 422].includes(error.problem.status)) return error;
  throw error;
}
