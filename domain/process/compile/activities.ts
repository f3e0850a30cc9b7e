import { flag, typeOf, type ModdleElement } from '../../moddle';
import type { Activity, SubProcess } from '../graph';
import { readCommon } from './common';
import { nodeOf, type Compilation } from './compilation';
import { refuseVendors } from './constraints/vendors';
import { containerParts, startOfEventSubprocess } from './containers';
import { readWork } from './data';
import { readCondition } from './expressions';
import { readLoop } from './loops';
import { readQuantity } from './quantities';
import { report } from './report';
import { readTask, type ActivityParts } from './tasks';

/** An activity or global task (BPMN 2.0, 10.3). Undefined where the element is none. */
export function readActivity(compilation: Compilation, element: ModdleElement): Activity | undefined {
  const parts = readParts(compilation, element);
  return readTask(compilation, element, parts) ?? readSubProcess(compilation, element, parts);
}

function readParts(compilation: Compilation, element: ModdleElement): ActivityParts {
  const node = nodeOf(compilation, element);
  refuseVendors(compilation, element);
  const loop = readLoop(compilation, element);
  const [compensatedBy, another] = node?.handlers ?? [];
  if (another !== undefined)
    report(compilation.findings, 'compensation-handler', element, {
      bg: 'за компенсация са свързани няколко дейности. Оставете една, или ги съберете в подпроцес.',
      en: 'several activities are associated for its compensation. Keep one, or put them into a sub-process.',
    });
  return {
    ...readCommon(compilation, element),
    ...readWork(compilation, element),
    boundaries: node?.boundaries ?? [],
    ...(loop && { loop }),
    startQuantity: readQuantity(compilation, element, element, 'startQuantity', 1) ?? 1,
    completionQuantity: readQuantity(compilation, element, element, 'completionQuantity', 1) ?? 1,
    isForCompensation: flag(element, 'isForCompensation'),
    ...(compensatedBy !== undefined && { compensatedBy }),
  };
}

function readSubProcess(
  compilation: Compilation,
  element: ModdleElement,
  parts: ActivityParts,
): SubProcess | undefined {
  const whole = { ...parts, ...containerParts(compilation, element) };
  switch (typeOf(element)) {
    case 'SubProcess':
      return flag(element, 'triggeredByEvent')
        ? { ...whole, kind: 'event-sub-process', starts: [], start: startOfEventSubprocess(compilation, element) }
        : { ...whole, kind: 'sub-process' };
    case 'Transaction':
      return { ...whole, kind: 'transaction' };
    case 'AdHocSubProcess': {
      const completionCondition = readCondition(compilation, element, 'completionCondition');
      return {
        ...whole,
        kind: 'ad-hoc-sub-process',
        sequential: element['ordering'] === 'Sequential',
        ...(completionCondition !== undefined && { completionCondition }),
        cancelsRemaining: flag(element, 'cancelRemainingInstances', true),
      };
    }
    default:
      return undefined;
  }
}
