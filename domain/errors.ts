/**
 * Every failure the system can name.
 *
 * A code is a contract: the API returns it, the journal stores it, and Temporal retry policies match on it. Add codes; never
 * rename or reuse one.
 */
export const ERROR_CODES = [
  'REQUEST_INVALID',
  'REQUEST_MALFORMED',
  'NOT_FOUND',
  'TOKEN_MISSING',
  'TOKEN_INVALID',
  'TOKEN_WRONG_KIND',
  'ACTOR_NOT_ALLOWED',
  'RATE_LIMITED',
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_KEY_REUSED',
  'SERVICE_NOT_FOUND',
  'SERVICE_INVALID',
  'FORM_INVALID',
  'FILE_MISSING',
  'FILE_TOO_LARGE',
  'FILE_TYPE_MISMATCH',
  'FILE_UNSIGNED',
  'APPLICATION_CONTENT_MISMATCH',
  'SIGNATURE_FAILED',
  'SIGNED_CONTENT_ALTERED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_REVOKED',
  'CERTIFICATE_UNTRUSTED',
  'CASE_FILE_NOT_FOUND',
  'CASE_FILE_CLOSED',
  'EVENT_NOT_AWAITED',
  'DOCUMENT_NOT_FOUND',
  'WORK_ITEM_NOT_FOUND',
  'WORK_ITEM_NOT_YOURS',
  'WORK_ITEM_CLOSED',
  'WORK_ITEM_CHANGED',
  'REPLY_NOT_FOUND',
  'INCIDENT_NOT_FOUND',
  'SKIP_TARGET_INVALID',
  'OPERATION_UNKNOWN',
  'OPERATION_REFUSED',
  'STATE_UNKNOWN',
  'REGISTER_UNAVAILABLE',
  'REGISTER_RECORD_NOT_FOUND',
  'TIME_STAMP_UNAVAILABLE',
  'MAIL_UNAVAILABLE',
  'LETTER_INVALID',
  'TOWN_INVALID',
  'CONFIG_INVALID',
  'UNAVAILABLE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Failures that may heal by themselves. Everything else needs a person or a new release. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'REGISTER_UNAVAILABLE',
  'TIME_STAMP_UNAVAILABLE',
  'MAIL_UNAVAILABLE',
  'UNAVAILABLE',
]);

export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }
}
