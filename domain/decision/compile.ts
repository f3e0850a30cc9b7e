import { DmnModdle } from 'dmn-moddle';

import type { Finding } from '../finding';
import { child, children, text, type ModdleElement } from '../moddle';
import { HIT_POLICIES, type Decision, type Decisions, type HitPolicy } from './table';

/** Reads the decisions of DMN files. What we cannot execute is a finding, never left out in silence. */
export async function compileDecisions(
  files: readonly string[],
): Promise<{ decisions: Decisions; findings: Finding[] }> {
  const decisions: Record<string, Decision> = {};
  const findings: Finding[] = [];
  for (const xml of files) {
    try {
      const { rootElement } = await new DmnModdle().fromXML(xml, 'dmn:Definitions');
      for (const element of children(rootElement, 'drgElement')) {
        if (element.$type !== 'dmn:Decision') continue;
        const decision = compileDecision(element);
        if (decision) decisions[decision.id] = decision;
        else findings.push(notExecutable(element));
      }
    } catch (error) {
      findings.push(unreadable(error));
    }
  }
  return { decisions, findings };
}

function compileDecision(element: ModdleElement): Decision | undefined {
  const logic = child(element, 'decisionLogic');
  const id = element.id ?? '';
  const requires = children(element, 'informationRequirement').flatMap((requirement) => {
    const href = text(child(requirement, 'requiredDecision'), 'href');
    return href ? [href.replace(/^#/, '')] : [];
  });
  const common = { id, name: element.name ?? id, requires };
  if (logic?.$type === 'dmn:LiteralExpression')
    return { ...common, kind: 'literal', expression: text(logic, 'text') ?? 'null' };
  if (logic?.$type !== 'dmn:DecisionTable') return undefined;
  const hitPolicy = (text(logic, 'hitPolicy') ?? 'UNIQUE') as HitPolicy;
  if (!HIT_POLICIES.includes(hitPolicy) || text(logic, 'aggregation')) return undefined;
  return {
    ...common,
    kind: 'table',
    hitPolicy,
    inputs: children(logic, 'input').map((input) => ({
      expression: text(child(input, 'inputExpression'), 'text') ?? 'null',
    })),
    outputs: children(logic, 'output').map((output) => ({ name: output.name ?? '' })),
    rules: children(logic, 'rule').map((rule, index) => ({
      id: rule.id ?? `rule-${index + 1}`,
      tests: children(rule, 'inputEntry').map((entry) => text(entry, 'text') ?? '-'),
      results: children(rule, 'outputEntry').map((entry) => text(entry, 'text') ?? 'null'),
    })),
  };
}

const notExecutable = ({ id, name }: ModdleElement): Finding => ({
  rule: 'decision-executable',
  element: id ?? null,
  severity: 'error',
  message: {
    bg: `Решението „${name ?? id}“ не е таблица или израз, които можем да изпълним. Използвайте таблица с правило UNIQUE, FIRST, ANY, COLLECT или RULE ORDER.`,
    en: `The decision "${name ?? id}" is no table or expression that we can execute. Use a table with hit policy UNIQUE, FIRST, ANY, COLLECT or RULE ORDER.`,
  },
});

const unreadable = (error: unknown): Finding => ({
  rule: 'dmn-readable',
  element: null,
  severity: 'error',
  message: {
    bg: `Файлът с решения не може да бъде прочетен като DMN: ${String(error)}`,
    en: `The file of decisions cannot be read as DMN: ${String(error)}`,
  },
});
