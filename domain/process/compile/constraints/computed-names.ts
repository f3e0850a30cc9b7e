import type { Finding } from '../../../finding';
import { typeOf, type ModdleElement } from '../../../moddle';
import { textOf } from '../naming';
import { report } from '../report';

const NAMES: Readonly<Record<string, string>> = {
  Message: 'name',
  Signal: 'name',
  Error: 'errorCode',
  Escalation: 'escalationCode',
};

/** Messages, signals and codes go by a text that does not change; some modelers let it be computed, which must not be taken for one. */
export function refuseComputedNames(findings: Finding[], element: ModdleElement): void {
  const property = NAMES[typeOf(element)];
  const written = property === undefined ? undefined : textOf(element, property);
  if (written === undefined || !/^=|[$#]\{/.test(written)) return;
  const isMessage = typeOf(element) === 'Message';
  report(
    findings,
    'name-fixed',
    { ...(element.id !== undefined && { id: element.id }) },
    {
      bg: `${property} е израз („${written}“), а трябва да е постоянен текст. Напишете го дословно${isMessage ? ', а различното сложете в ключ за съпоставяне (prepiska:correlationKey) с израз на FEEL' : ''}.`,
      en: `${property} is an expression (${written}), but must be a fixed text. Write it out${isMessage ? ', and put what differs into a correlation key (prepiska:correlationKey), in FEEL' : ''}.`,
    },
  );
}
