import { FeelFunction, FeelRange } from 'feelin';

import { BUDGET, spend } from './budget';

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

/** Dates and their like take the time of many numbers. */
export const costOf = (value: unknown): number => (kindOf(value) === 'other' ? BUDGET.temporal : 1);

/** Pays for walking all of a value, and gives its size: lists that share lists are larger as a tree than in memory, without limit. */
export function payForAll(value: unknown): number {
  const own = typeof value === 'string' ? 1 + (value.length >> 4) : costOf(value);
  spend(own);
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + payForAll(item), own);
  if (isContext(value)) return Object.values(value).reduce<number>((sum, item) => sum + payForAll(item), own);
  return own;
}

/** Everything but `false` and null counts as true where feelin asks. */
export const isTruthy = (value: unknown): boolean => value !== false && value !== null && value !== undefined;
