import type { JsonObject } from '../../json';
import type { GraphElement, ProcessGraph } from '../graph';

/** What an element answers: once for all visits, or one after another. */
export interface Answer {
  readonly variables?: JsonObject;
  readonly error?: string;
  readonly escalation?: string;
}

export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>;

/** Gives each visit its answer; after the last one that stays. */
export function createAnswers(answers: Answers) {
  const visits = new Map<string, number>();
  return {
    has: (element: string): boolean => Object.hasOwn(answers, element),
    next(element: string): Answer {
      const given = Object.hasOwn(answers, element) ? answers[element] : undefined;
      const visit = visits.get(element) ?? 0;
      visits.set(element, visit + 1);
      if (!Array.isArray(given)) return (given as Answer | undefined) ?? {};
      return (given[Math.min(visit, given.length - 1)] as Answer | undefined) ?? {};
    },
  };
}

/** Work that an answer is given for is not done by the engine but asked for, as that of a service task is. */
export function askAnswered(graph: ProcessGraph, answers: Answers): ProcessGraph {
  const isAsked = (element: GraphElement): boolean => {
    if (element.kind === 'business-rule-task')
      return Object.hasOwn(answers, element.id) || !isDecided(graph, element.decision);
    return ANSWERED.has(element.kind) && Object.hasOwn(answers, element.id);
  };
  const asked = Object.values(graph.elements).filter(isAsked);
  if (asked.length === 0) return graph;
  const replaced = asked.map((element) => [element.id, { ...element, kind: 'service-task', operation: '' }]);
  return { ...graph, elements: { ...graph.elements, ...(Object.fromEntries(replaced) as ProcessGraph['elements']) } };
}

const ANSWERED: ReadonlySet<string> = new Set(['task', 'script-task', 'call-activity']);

const isDecided = ({ decisions }: ProcessGraph, name: string): boolean =>
  Object.values(decisions).some((decision) => decision.id === name || decision.name === name);
