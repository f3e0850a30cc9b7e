import type { Finding } from '../../../finding';
import { text, type ModdleElement } from '../../../moddle';
import { report, subjectOf } from '../report';

const BOOLEAN = ['true', 'false', '1', '0'];

/** Attributes that change what is executed, and the values they may have (XSD of BPMN 2.0). */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      ...['isExecutable', 'isForCompensation', 'triggeredByEvent', 'instantiate', 'cancelActivity', 'isInterrupting'],
      ...['parallelMultiple', 'isSequential', 'testBefore', 'cancelRemainingInstances', 'waitForCompletion'],
    ].map((name) => [name, BOOLEAN]),
  ),
  eventGatewayType: ['Exclusive', 'Parallel'],
  ordering: ['Parallel', 'Sequential'],
  behavior: ['None', 'One', 'All', 'Complex'],
};

/** A value that is no word of the standard says nothing, and what is executed instead would be a guess. */
export function refuseValues(findings: Finding[], element: ModdleElement): void {
  for (const [name, values] of Object.entries(VALUES)) {
    const written = text(element, name);
    if (written === undefined || values.includes(written)) continue;
    report(findings, 'attribute-value', subjectOf(element), {
      bg: `${name} е „${written}“, а може да бъде само ${values.join(', ')}. Поправете го или го махнете.`,
      en: `${name} is "${written}", but it can only be ${values.join(', ')}. Mend it or remove it.`,
    });
  }
}
