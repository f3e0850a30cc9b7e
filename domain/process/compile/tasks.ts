import { attribute, child, flag, text, typeOf, type ModdleElement } from '../../moddle';
import type { ElementOf, Task } from '../graph';
import { camundaScript } from './camunda-services';
import { readCandidates } from './candidates';
import type { Compilation } from './compilation';
import { readMessage } from './definitions';
import { readFeel } from './expressions';
import { report } from './report';
import { extensionAttribute, own } from './vendor';

export type ActivityParts = Omit<ElementOf<'task'>, 'kind'>;

/** A task, a global task (BPMN 2.0, 10.3.3, 10.3.7) or a call. Undefined where it is none of them. */
export function readTask(compilation: Compilation, task: ModdleElement, parts: ActivityParts): Task | undefined {
  switch (typeOf(task)) {
    case 'Task':
    case 'GlobalTask':
      return { ...parts, kind: 'task' };
    case 'ManualTask':
    case 'GlobalManualTask':
      return { ...parts, kind: 'manual-task' };
    case 'UserTask':
    case 'GlobalUserTask':
      return { ...parts, kind: 'user-task', form: formOf(task), candidates: readCandidates(compilation, task) };
    case 'ServiceTask':
      return readService(compilation, task, parts);
    case 'SendTask':
      return { ...parts, kind: 'send-task', operation: operationOf(task), ...messageOf(compilation, task, true) };
    case 'ReceiveTask':
      return {
        ...parts,
        kind: 'receive-task',
        ...messageOf(compilation, task, false),
        instantiate: flag(task, 'instantiate'),
      };
    case 'BusinessRuleTask':
    case 'GlobalBusinessRuleTask':
      return { ...parts, kind: 'business-rule-task', decision: decisionOf(task), result: resultOf(task) };
    case 'ScriptTask':
    case 'GlobalScriptTask':
      return { ...parts, kind: 'script-task', script: scriptOf(compilation, task), result: resultOf(task) };
    case 'CallActivity':
      return { ...parts, kind: 'call-activity', calls: calledBy(compilation, task), ...caseFileOf(compilation, task) };
    default:
      return undefined;
  }
}

function readService(compilation: Compilation, task: ModdleElement, parts: ActivityParts): Task {
  const script = camundaScript(compilation, task);
  return script === undefined
    ? { ...parts, kind: 'service-task', operation: operationOf(task) }
    : { ...parts, kind: 'script-task', script, result: resultOf(task) };
}

const operationOf = (task: ModdleElement): string =>
  own(task, 'operation') ??
  extensionAttribute(task, 'zeebe:taskDefinition', 'type') ??
  attribute(task, 'camunda:topic') ??
  text(child(task, 'operationRef'), 'name') ??
  '';

const formOf = (task: ModdleElement): string =>
  own(task, 'form') ??
  extensionAttribute(task, 'zeebe:formDefinition', 'formKey', 'formId') ??
  attribute(task, 'camunda:formKey') ??
  attribute(task, 'camunda:formRef') ??
  '';

const decisionOf = (task: ModdleElement): string =>
  own(task, 'decision') ??
  extensionAttribute(task, 'zeebe:calledDecision', 'decisionId') ??
  attribute(task, 'camunda:decisionRef') ??
  '';

/** The name a result is kept under; null: a context's entries become variables. */
const resultOf = (task: ModdleElement): string | null =>
  own(task, 'result') ??
  extensionAttribute(task, 'zeebe:script', 'resultVariable') ??
  extensionAttribute(task, 'zeebe:calledDecision', 'resultVariable') ??
  attribute(task, 'camunda:resultVariable') ??
  null;

function scriptOf(compilation: Compilation, task: ModdleElement): string {
  const zeebe = extensionAttribute(task, 'zeebe:script', 'expression');
  const script = text(task, 'script') ?? zeebe;
  const format = attribute(task, 'scriptFormat') ?? attribute(task, 'scriptLanguage');
  return script === undefined ? 'null' : readFeel(compilation, task, script, format);
}

function messageOf(compilation: Compilation, task: ModdleElement, throws: boolean) {
  if (!child(task, 'messageRef') && !child(child(task, 'operationRef'), 'inMessageRef')) return {};
  const isTrigger = flag(task, 'instantiate') && compilation.outline.nodes.get(task.id ?? '')?.incoming.length === 0;
  return { message: readMessage(compilation, [task], { throws, isTrigger }) };
}

function caseFileOf({ findings }: Compilation, call: ModdleElement): { opensCaseFile?: true } {
  const caseFile = own(call, 'caseFile');
  if (caseFile === undefined) return {};
  if (caseFile !== 'own')
    report(findings, 'call-case-file', call, {
      bg: `prepiska:caseFile е „${caseFile}“, а може да бъде само „own“ (отделна преписка). Поправете го или го махнете.`,
      en: `prepiska:caseFile is "${caseFile}"; it can only be "own" (a case file of its own). Mend it, or remove it.`,
    });
  return { opensCaseFile: true };
}

/** What a call activity calls: the id of a process or global task, or FEEL after `=` (BPMN 2.0, 10.3.6). */
function calledBy(compilation: Compilation, call: ModdleElement): string {
  const called = extensionAttribute(call, 'zeebe:calledElement', 'processId') ?? text(call, 'calledElement');
  if (called !== undefined && /^(=|[$#]\{)/.test(called)) return `=${readFeel(compilation, call, called)}`;
  if (called !== undefined) return called.replace(/^.*:/, '');
  report(compilation.findings, 'call-target', call, {
    bg: 'не е казано кой процес или глобална задача се извиква. Попълнете calledElement.',
    en: 'it is not said which process or global task is called. Fill in calledElement.',
  });
  return '';
}
