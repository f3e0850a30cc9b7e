import { canonicalJson } from './canonical-json';
import type { Json, JsonObject } from './json';
import type { Answer } from './process/called';
import type { ProcessGraph } from './process/graph';
import { definitionsOf, listenersFor, type Named } from './process/listening';
import type { ProcessState } from './process/state';

/** What is on its way to one case file: a message or signal, or how a case file ended that it called. */
export interface Mail {
  readonly id: string;
  readonly event: (Named & { readonly variables: JsonObject }) | Answer;
}

/** A message or signal that a case file waits for. */
export interface Listening {
  readonly subscription: string;
  readonly type: 'message' | 'signal';
  readonly name: string;
  /** Correlation key, as canonical JSON; null takes any. */
  readonly key: string | null;
  /** It is listened to again once it has come. */
  readonly repeats: boolean;
}

/** All that a case file listens to, for those who look for the receiver of a message or signal. */
export function listeningOf({ elements }: ProcessGraph, { subscriptions }: ProcessState): Listening[] {
  return Object.entries(subscriptions).flatMap(([subscription, { element: id, definition, key = null }]) => {
    const element = elements[id];
    const listened = definitionsOf(element)[definition];
    if (listened?.type !== 'message' && listened?.type !== 'signal') return [];
    const name = listened.type === 'message' ? listened.message : listened.signal;
    const repeats = element !== undefined && 'interrupting' in element && !element.interrupting;
    const isAwaitingAll = element !== undefined && 'parallelMultiple' in element && element.parallelMultiple;
    return [{ subscription, type: listened.type, name, key, repeats: repeats && !isAwaitingAll }];
  });
}

/** The list after a step where the step changed it: a subscription keeps its name and its key as long as it lives. */
export function changedListening(
  graph: ProcessGraph,
  before: ProcessState,
  after: ProcessState,
): readonly Listening[] | undefined {
  const isGone = Object.keys(before.subscriptions).some((id) => !after.subscriptions[id]);
  const isNew = Object.keys(after.subscriptions).some((id) => !before.subscriptions[id]);
  if (!isGone && !isNew) return undefined;
  const [was, is] = [listeningOf(graph, before), listeningOf(graph, after)];
  const names = (list: readonly Listening[]): string =>
    canonicalJson(list.map(({ subscription }) => subscription).sort());
  return names(was) === names(is) ? undefined : is;
}

export function isListening(graph: ProcessGraph, state: ProcessState, named: Named): boolean {
  if (state.status !== 'running') return false;
  const { scopes, executions, subscriptions } = state;
  const standing = {
    scopes: Object.entries(scopes),
    executions: Object.entries(executions),
    subscriptions: Object.entries(subscriptions),
  };
  return listenersFor(graph, standing, named).length > 0;
}

/** Correlation keys are compared as text. */
export const keyText = (key: Json | undefined): string | null => (key === undefined ? null : canonicalJson(key));
