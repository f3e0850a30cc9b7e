import type { Token } from './petri-net';

/** Which tokens are where: in a scope, and in the sub-processes that run in it. */
export interface Marking {
  readonly tokens: readonly Token[];
  readonly inner: readonly Inner[];
}

export interface Inner {
  readonly subprocess: string;
  /** Timers that run for it. */
  readonly timers: readonly string[];
  readonly marking: Marking;
}

export const EMPTY: Marking = { tokens: [], inner: [] };

export const isEmpty = ({ tokens, inner }: Marking): boolean => tokens.length === 0 && inner.length === 0;

/** The same text for the same marking, whatever the order. */
export const write = (marking: Marking): string =>
  [...marking.tokens.map(writeToken), ...marking.inner.map(writeInner)].sort().join(' ');

export const writeInner = ({ subprocess, timers, marking }: Inner): string =>
  `${subprocess}${writeTimers(timers)}{${write(marking)}}`;

export const writeToken = ({ is, at, timers }: Token): string => `${is}:${at}${writeTimers(timers)}`;

const writeTimers = (timers: readonly string[]): string => (timers.length > 0 ? `[${[...timers].sort().join()}]` : '');

/** Without one token, or one on each of the flows; undefined where they are not there. */
export function without(marking: Marking, tokens: readonly string[]): Marking | undefined {
  const rest = [...marking.tokens];
  for (const wanted of tokens) {
    const place = rest.findIndex((token) => writeToken(token) === wanted);
    if (place < 0) return undefined;
    rest.splice(place, 1);
  }
  return { ...marking, tokens: rest };
}

export const plus = (marking: Marking, tokens: readonly Token[]): Marking => ({
  ...marking,
  tokens: [...marking.tokens, ...tokens],
});

export const replaceInner = (marking: Marking, at: number, ...by: readonly Inner[]): Marking => ({
  ...marking,
  inner: [...marking.inner.slice(0, at), ...by, ...marking.inner.slice(at + 1)],
});
