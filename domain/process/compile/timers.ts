import { attribute, child, text, type ModdleElement } from '../../moddle';
import { dueAt } from '../events/timer';
import type { Timer } from '../graph';
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
    bg: 'таймерът не казва кога. Дайте му продължителност (PT1H), дата или цикъл (R3/PT1H).',
    en: 'the timer does not say when. Give it a duration (PT1H), a date or a cycle (R3/PT1H).',
  });
  return { kind: 'duration', value: 'PT0S' };
}

const EXAMPLES = {
  duration: ['продължителност по ISO 8601, например P5D или PT30M', 'an ISO 8601 duration, such as P5D or PT30M'],
  date: ['дата по ISO 8601, например 2030-01-31T09:00:00Z', 'an ISO 8601 date, such as 2030-01-31T09:00:00Z'],
  cycle: ['цикъл по ISO 8601, например R4/PT5S', 'an ISO 8601 cycle, such as R4/PT5S'],
} as const;

/** A time without a zone is one in UTC, as `now()` is. */
function literal({ findings }: Compilation, subject: Subject, kind: Timer['kind'], body: string): string {
  const value = body.replace(/\d{4}-\d\d-\d\dT[\d:.,]+(?=$|\/)/, '$&Z');
  if (isIso(kind, value)) return value;
  const [bg, en] = EXAMPLES[kind];
  report(findings, 'timer-value', subject, {
    bg: `„${body}“ не е ${bg}. Поправете таймера, или напишете израз на FEEL след „=“.`,
    en: `"${body}" is not ${en}. Mend the timer, or write FEEL after "=".`,
  });
  return value;
}

function isIso(kind: Timer['kind'], value: string): boolean {
  if (kind === 'duration' && !value.startsWith('P')) return false;
  try {
    dueAt({ kind, value }, '2000-01-01T00:00:00Z', () => null);
    return true;
  } catch {
    return false;
  }
}
