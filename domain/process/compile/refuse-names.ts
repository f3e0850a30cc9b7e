import type { Finding } from '../../finding';
import { isActivity, isEvent, type GraphElement } from '../graph';
import { report } from './report';

/** Names under which values are kept: there must be one, and it must not be `__proto__`. */
export function refuseNames(findings: Finding[], element: GraphElement): void {
  const wrong = namesOf(element).find((name) => name === '' || name === '__proto__');
  if (wrong === undefined) return;
  report(findings, 'name-allowed', element, {
    bg: wrong === '' ? 'данни без име. Дайте им име.' : `името „${wrong}“ е запазено. Изберете друго.`,
    en: wrong === '' ? 'data without a name. Give them one.' : `the name "${wrong}" is reserved. Choose another.`,
  });
}

function namesOf(element: GraphElement): string[] {
  if (!isActivity(element) && !isEvent(element)) return [];
  const { inputs, outputs, dataIn, dataOut, locals, reads = [] } = element;
  const mapped = [...inputs, ...outputs, ...dataIn, ...dataOut].map(({ name }) => name);
  return [...mapped, ...locals, ...reads, ...(isActivity(element) ? resultNames(element) : [])];
}

function resultNames(activity: Extract<GraphElement, { boundaries: unknown }>): string[] {
  const result = 'result' in activity ? activity.result : null;
  const { loop } = activity;
  const looped = loop?.kind === 'multi-instance' ? [loop.item, loop.output?.name, loop.outputItem] : [];
  return [result, ...looped].filter((name) => name !== null && name !== undefined);
}
