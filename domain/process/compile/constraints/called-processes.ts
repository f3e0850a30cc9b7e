import type { Finding } from '../../../finding';
import type { GraphElement } from '../../graph';
import { report } from '../report';

/** BPMN 2.0, 10.3.6: a called process begins at its none start event; one that only events bring into being cannot be called. */
export function refuseCallOfTriggered(findings: Finding[], elements: readonly GraphElement[]): void {
  const processes = new Map(
    elements.flatMap((element) => (element.kind === 'process' ? [[element.id, element] as const] : [])),
  );
  for (const element of elements) {
    const called = element.kind === 'call-activity' ? processes.get(element.calls) : undefined;
    if (!called || called.starts.length > 0 || called.triggers.length === 0) continue;
    report(findings, 'call-target', element, {
      bg: `извиква „${called.name}“, а този процес започва само при събитие. Добавете му просто начално събитие, или му пратете съобщение.`,
      en: `it calls "${called.name}", but only an event starts that process. Give it a none start event, or send it a message.`,
    });
  }
}
