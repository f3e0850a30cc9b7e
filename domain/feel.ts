import {
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelTime,
  date,
  dateAndTime,
  evaluate as run,
  isFunction,
  unaryTest,
} from 'feelin';

import { DomainError } from './errors';
import type { Json, JsonObject } from './json';

/**
 * Evaluates a FEEL expression (DMN 1.3, chapter 10) at the given instant: `now()` and `today()` are that instant in UTC.
 * Dates, times and durations come back as their ISO 8601 text, so that every value is JSON.
 */
export function evaluate(expression: string, context: JsonObject, at: string): Json {
  const known = followPath(expression, context);
  if (known !== undefined) return known;
  return toJson(
    attempt(expression, () => run(expression, { ...context, ...clock(at) }).value),
    expression,
  );
}

const PATH = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * A name, or a path of names, is most of what models and letters ask for, and needs no interpreter. Undefined where FEEL must decide:
 * names that are not there, lists on the way (10.3.2.5), anything else.
 */
function followPath(expression: string, context: JsonObject): Json | undefined {
  if (!PATH.test(expression) || LITERALS.has(expression)) return undefined;
  let value: Json | undefined = context;
  for (const name of expression.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as JsonObject)[name];
  }
  return value;
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
  // A name that nobody set may be that of a built-in function: it is no value of the case.
  if (value === null || value === undefined || typeof value === 'function' || isFunction(value)) return null;
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
