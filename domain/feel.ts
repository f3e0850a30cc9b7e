import { FeelDate, FeelDateTime, FeelDuration, FeelTime, date, dateAndTime, evaluate as run, unaryTest } from 'feelin';

import { DomainError } from './errors';
import type { Json, JsonObject } from './json';

/**
 * Evaluates a FEEL expression (DMN 1.3, chapter 10) at the given instant: `now()` and `today()` are that instant in UTC.
 * Dates, times and durations come back as their ISO 8601 text, so that every value is JSON.
 */
export function evaluate(expression: string, context: JsonObject, at: string): Json {
  return toJson(
    attempt(expression, () => run(expression, { ...context, ...clock(at) }).value),
    expression,
  );
}

/** One cell of a decision table: does `value` pass the unary tests? */
export function passes(tests: string, value: Json, context: JsonObject, at: string): boolean {
  return attempt(tests, () => unaryTest(tests, { ...context, ...clock(at), '?': value }).value) === true;
}

function clock(at: string) {
  return { now: () => dateAndTime(at), today: () => date(at.slice(0, 10)) };
}

function attempt<T>(expression: string, evaluation: () => T): T {
  try {
    return evaluation();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(
      'SERVICE_INVALID',
      `The expression "${expression}" cannot be evaluated: ${reason}`,
      {},
      { cause },
    );
  }
}

function toJson(value: unknown, expression: string): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDuration
  )
    return value.toString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, expression));
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item, expression)]));
  throw new DomainError('SERVICE_INVALID', `The expression "${expression}" gives a value that is no data`);
}
