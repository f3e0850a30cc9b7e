import { attribute, child, children, text, type ModdleElement } from '../../moddle';
import type { Expression } from '../graph';
import type { Compilation } from './compilation';
import { readExpression, readFeel } from './expressions';
import { subjectOf } from './report';
import { camundaValue, extensionAttribute, feelString } from './vendor';

/**
 * Who may act (BPMN 2.0, 10.3.4.1): the standard's performers and owners, else those of the modelers' extensions. Nobody given is an
 * empty list, which the linter refuses.
 */
export function readCandidates(compilation: Compilation, task: ModdleElement): Expression {
  const named = children(task, 'resources').flatMap((role) => resourceOf(compilation, role) ?? []);
  const [only = '[]', ...others] = named.length > 0 ? named : vendorsOf(compilation, task);
  return others.length > 0 ? `flatten([${[only, ...others].join(', ')}])` : only;
}

function resourceOf(compilation: Compilation, role: ModdleElement): Expression | undefined {
  const assigned = readExpression(compilation, child(role, 'resourceAssignmentExpression'), 'expression');
  if (assigned !== undefined) return assigned;
  const resource = child(role, 'resourceRef');
  const name = resource && (text(resource, 'name') ?? resource.id);
  return name === undefined ? undefined : feelString(name);
}

const CAMUNDA = ['camunda:assignee', 'camunda:candidateUsers', 'camunda:candidateGroups'];
const ZEEBE = ['assignee', 'candidateUsers', 'candidateGroups'];

function vendorsOf(compilation: Compilation, task: ModdleElement): Expression[] {
  const written = [
    ...CAMUNDA.map((name) => attribute(task, name)),
    ...ZEEBE.map((name) => extensionAttribute(task, 'zeebe:assignmentDefinition', name)),
  ];
  return written.flatMap((value) => (value === undefined ? [] : people(compilation, task, value)));
}

/** `a, b` is a list of names; FEEL and JUEL are what they give. */
function people(compilation: Compilation, task: ModdleElement, value: string): Expression {
  if (value.startsWith('=')) return readFeel(compilation, subjectOf(task), value);
  const names = value.split(',').map((name) => camundaValue(compilation, task, name.trim()));
  return names.length === 1 && /[$#]\{/.test(value) ? (names[0] ?? '[]') : `[${names.join(', ')}]`;
}
