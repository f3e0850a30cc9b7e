import { canonicalJson } from '../canonical-json';
import type { JsonObject } from '../json';
import { variablesOf, type ProcessState } from './state';

/** What the caller's execution hears of a called process that ended in a case file of its own. */
export type Answer =
  | { readonly type: 'complete'; readonly execution: string; readonly variables: JsonObject }
  | { readonly type: 'fail'; readonly execution: string; readonly code: string; readonly message: string };

/** All that the process set since it began with `given`; or its error. One that was terminated is over like any other. */
export function answerTo(execution: string, given: JsonObject, state: ProcessState): Answer {
  const { status, error, process } = state;
  if (status === 'error')
    return { type: 'fail', execution, code: error ?? '', message: `${process} ended with the error "${error}"` };
  return { type: 'complete', execution, variables: changed(given, variablesOf(state)) };
}

/** What was set anew. */
export const changed = (before: JsonObject, after: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => !isSame(before[name], value)));

const isSame = (one: JsonObject[''] | undefined, other: JsonObject['']): boolean =>
  one === other || (one !== undefined && canonicalJson(one) === canonicalJson(other));
