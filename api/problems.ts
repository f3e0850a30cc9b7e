import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { MulterError } from 'multer';
import type { z } from 'zod';
import { ZodError, locales } from 'zod';

import { DomainError, type ErrorCode } from '../domain/errors';
import type { Verdict } from '../domain/receipt';
import type { Text } from '../domain/text';
import { PROBLEMS } from './problem-texts';
import type { Problem } from './schemas';

export interface FieldError {
  readonly pointer: string;
  readonly detail: Text;
}

/** RFC 9457. */
export function sendProblem(res: Response, error: DomainError): void {
  const { status, title, detail } = PROBLEMS[error.code];
  const { errors, verdict } = error.details as { errors?: FieldError[]; verdict?: Verdict };
  const problem: z.infer<typeof Problem> = {
    type: `urn:prepiska:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail,
    ...(errors && { errors: errors.map((entry) => ({ ...entry })) }),
    ...(verdict && { verdict: { ...verdict, findings: [...verdict.findings] } }),
  };
  if (status === 503) res.setHeader('Retry-After', '5');
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  res.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

export const notFoundHandler: RequestHandler = (_req, res) => {
  sendProblem(res, new DomainError('NOT_FOUND', 'There is no such route'));
};

/** The last resort says nothing of the inside; the log has it. */
export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  const known = asDomainError(error);
  if (!known || PROBLEMS[known.code].status >= 500) req.log.error({ err: error }, 'request failed');
  sendProblem(res, known ?? new DomainError('UNAVAILABLE', 'Unexpected failure'));
};

function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) return invalid(error);
  if (error instanceof MulterError) return new DomainError(OF_MULTER[error.code] ?? 'REQUEST_MALFORMED', error.message);
  return isParseFailure(error) ? new DomainError('REQUEST_MALFORMED', 'The body cannot be read') : undefined;
}

const OF_MULTER: Partial<Record<string, ErrorCode>> = {
  LIMIT_FILE_SIZE: 'FILE_TOO_LARGE',
  LIMIT_FIELD_VALUE: 'FILE_TOO_LARGE',
  LIMIT_UNEXPECTED_FILE: 'REQUEST_INVALID',
};

const bulgarian = locales.bg().localeError;

function inBulgarian(issue: ZodError['issues'][number]): string {
  const said = bulgarian(issue as Parameters<typeof bulgarian>[0]);
  return (typeof said === 'string' ? said : said?.message) ?? issue.message;
}

function invalid({ issues }: ZodError): DomainError {
  const errors = issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join(''),
    detail: { bg: `${inBulgarian(issue)}.`, en: `${issue.message}.` },
  }));
  return new DomainError('REQUEST_INVALID', 'The request is not valid', { errors });
}

/** body-parser and busboy say 4xx in their errors when what was sent cannot be read. */
function isParseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status } = error as Error & { status?: unknown };
  return (
    (typeof status === 'number' && status >= 400 && status < 500) ||
    /multipart|boundary|Unexpected end of form/i.test(error.message)
  );
}
