import { isSubProcess, type GraphElement } from '../../graph';
import { report } from '../report';
import type { Drawn } from './drawn';

/** BPMN 2.0, 13.2: something must start a process or sub-process. One without content is over at once. */
export function refuseUnstartable(drawn: Drawn, container: GraphElement): void {
  if (container.kind !== 'process' && !isSubProcess(container)) return;
  if (container.kind === 'event-sub-process') return;
  const triggers = container.kind === 'process' ? container.triggers.length : 0;
  const waiting = container.eventSubprocesses.length;
  if (container.starts.length + triggers > 0 || (drawn.sizes.get(container.id) ?? 0) === waiting) return;
  report(drawn.findings, 'something-starts-it', container, {
    bg: 'нищо не го започва: няма начално събитие, а към всеки елемент води поток. Добавете начално събитие.',
    en: 'nothing starts it: there is no start event that could, and a flow leads to every element. Add a start event.',
  });
}
