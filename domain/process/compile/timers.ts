import { attribute, child, text, type ModdleElement } from '../../moddle';
import { dueAt } from '../events/timer';
import { explainTimer } from '../events/timer-faults';
import type { TimeRules, Timer } from '../graph';
import type { Compilation } from './compilation';
import { readFeel } from './expressions';
import { report, type Subject } from './report';

const KINDS = { timeDuration: 'duration', timeDate: 'date', timeCycle: 'cycle' } as const;

/** When a timer fires: ISO 8601 text, checked here, or FEEL after `=` (BPMN 2.0, 10.5.5). */
export function readTimer(compilation: Compilation, subject: Subject, definition: ModdleElement): Timer {
  for (const [property, kind] of Object.entries(KINDS)) {
    const expression = child(definition, property);
    const body = text(expression, 'body');
    if (body === undefined) continue;
    if (!/^(=|[$#]\{)/.test(body)) return { kind, value: literal(compilation, subject, kind, body) };
    return { kind, value: { expression: readFeel(compilation, subject, body, attribute(expression, 'language')) } };
  }
  report(compilation.findings, 'timer-value', subject, {
    bg: 'таймерът не казва кога. Дайте му продължителност (PT1H, P3WD), дата или цикъл (R3/PT1H).',
    en: 'the timer does not say when. Give it a duration (PT1H, P3WD), a date or a cycle (R3/PT1H).',
  });
  return { kind: 'duration', value: 'PT0S' };
}

/** Read as it will be when it runs, so that what cannot be is said at publication. */
function literal({ findings, time }: Compilation, subject: Subject, kind: Timer['kind'], body: string): string {
  if (!isUnderstood(kind, body, time)) report(findings, 'timer-value', subject, explainTimer(kind, body));
  return body;
}

function isUnderstood(kind: Timer['kind'], value: string, time: TimeRules): boolean {
  if (kind === 'duration' && !value.startsWith('P')) return false;
  try {
    dueAt({ kind, value }, '2000-01-01T00:00:00Z', time, () => null);
    return true;
  } catch {
    return false;
  }
}
