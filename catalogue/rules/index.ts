import type { Finding } from '../../domain/finding';
import { decisionExists } from './decision-exists';
import { elementReachable } from './element-reachable';
import { flowEndsResolve } from './flow-ends-resolve';
import { letterExists } from './letter-exists';
import { oneStartEvent } from './one-start-event';
import { operationNamed } from './operation-named';
import { refusalHasAppeal } from './refusal-has-appeal';
import type { Lintable } from './rule';
import { startIsHeard } from './start-is-heard';
import { userTaskForm } from './user-task-form';
import { userTaskHasCandidates } from './user-task-has-candidates';

/** One rule, one file. Their names are stable: designers and exceptions refer to them. */
const RULES = [
  oneStartEvent,
  startIsHeard,
  flowEndsResolve,
  elementReachable,
  userTaskHasCandidates,
  userTaskForm,
  operationNamed,
  decisionExists,
  letterExists,
  refusalHasAppeal,
];

export function lint(bundle: Lintable): Finding[] {
  return RULES.flatMap((rule) => rule(bundle));
}
