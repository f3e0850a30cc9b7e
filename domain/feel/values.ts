import { FeelFunction, FeelRange } from 'feelin';

import { spend } from './budget';

export type Context = Record<string, unknown>;

export const isContext = (value: unknown): value is Context =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** `other`: dates, times and durations. */
export type Kind = 'nil' | 'boolean' | 'number' | 'string' | 'list' | 'context' | 'range' | 'function' | 'other';

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'list';
  if (isContext(value)) return 'context';
  if (value instanceof FeelRange) return 'range';
  return value instanceof FeelFunction ? 'function' : 'other';
}

/** Pays for walking all of a value: lists that share lists are larger as a tree than in memory, without limit. */
export function payForAll(value: unknown): void {
  spend(1);
  if (typeof value === 'string') spend(value.length >> 4);
  else if (Array.isArray(value)) for (const item of value) payForAll(item);
  else if (isContext(value)) for (const item of Object.values(value)) payForAll(item);
}

/** Everything but `false` and null counts as true where feelin asks. */
export const isTruthy = (value: unknown): boolean => value !== false && value !== null && value !== undefined;
