import type { Finding } from '../../finding';
import type { GraphElement } from '../graph';
import { report } from './report';

/** A call names a process or global task of the file; one that FEEL names is looked for when it runs. */
export function refuseCalls(findings: Finding[], elements: readonly GraphElement[]): void {
  const callable = new Map(elements.filter(({ container }) => container === null).map(({ id, kind }) => [id, kind]));
  for (const element of elements) {
    if (element.kind !== 'call-activity' || element.calls === '' || element.calls.startsWith('=')) continue;
    const called = callable.get(element.calls);
    if (called !== undefined && called !== 'process' && element.opensCaseFile) refuseCaseFile(findings, element);
    if (called !== undefined) continue;
    report(findings, 'call-target', element, {
      bg: `извиква „${element.calls}“, а във файла няма такъв процес или глобална задача. Добавете го или поправете calledElement.`,
      en: `it calls "${element.calls}", but the file holds no such process or global task. Add it, or mend calledElement.`,
    });
  }
}

function refuseCaseFile(findings: Finding[], call: Extract<GraphElement, { kind: 'call-activity' }>): void {
  report(findings, 'call-case-file', call, {
    bg: `иска отделна преписка за глобалната задача „${call.calls}“, а такава може да има само процес. Махнете prepiska:caseFile, или сложете задачата в процес.`,
    en: `it asks for a case file of its own for the global task "${call.calls}", but only a process can have one. Remove prepiska:caseFile, or put the task into a process.`,
  });
}

/** A pool may be drawn without content, but the process that is meant needs some. */
export function refuseEmpty(findings: Finding[], elements: readonly GraphElement[], main: string): void {
  if (elements.some(({ container }) => container === main)) return;
  report(
    findings,
    'something-starts-it',
    elements.find(({ id }) => id === main),
    {
      bg: 'процесът е празен: няма какво да започне. Добавете му елементи.',
      en: 'the process is empty: there is nothing to start. Add elements to it.',
    },
  );
}
