import type { Finding } from '../../../finding';
import { child, text, type ModdleElement } from '../../../moddle';
import { report, type Subject } from '../report';

/** BPMN 2.0, Table 10.101: a timer says one time; timeDate, timeCycle and timeDuration exclude each other. */
export function refuseSeveralTimes(findings: Finding[], subject: Subject, timer: ModdleElement): void {
  const given = ['timeDate', 'timeDuration', 'timeCycle'].filter(
    (name) => text(child(timer, name), 'body') !== undefined,
  );
  if (given.length < 2) return;
  report(findings, 'timer-value', subject, {
    bg: `таймерът казва няколко времена (${given.join(', ')}). Оставете едно.`,
    en: `the timer says several times (${given.join(', ')}). Keep one.`,
  });
}
