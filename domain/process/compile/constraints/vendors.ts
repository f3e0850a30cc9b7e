import { attribute, children, typeOf, type ModdleElement } from '../../../moddle';
import type { Compilation } from '../compilation';
import { report } from '../report';
import { extensionAttribute, extensions } from '../vendor';

/** Extensions of modelers that change what is executed, in a way that is not executed here. */
export function refuseVendors({ findings }: Compilation, activity: ModdleElement): void {
  if (/ScriptTask$/.test(typeOf(activity)) && attribute(activity, 'camunda:resource') !== undefined)
    report(findings, 'vendor-extension', activity, {
      bg: 'скриптът е в друг файл (camunda:resource). Напишете го в самата задача, на FEEL.',
      en: 'the script is in another file (camunda:resource). Write it into the task itself, in FEEL.',
    });
  if (extensionAttribute(activity, 'zeebe:adHoc', 'activeElementsCollection') !== undefined)
    report(findings, 'vendor-extension', activity, {
      bg: 'zeebe:adHoc избира кои дейности да започнат, а по стандарта започват всички. Махнете activeElementsCollection и сложете условия в подпроцеса.',
      en: 'zeebe:adHoc chooses which activities begin, but by the standard all do. Remove activeElementsCollection, and put conditions into the sub-process.',
    });
  const inside = extensions(activity, 'zeebe:ioMapping')
    .flatMap((mapping) => children(mapping, '$children'))
    .map((mapping) => attribute(mapping, 'target'))
    .find((target) => target?.includes('.'));
  if (inside !== undefined)
    report(findings, 'vendor-extension', activity, {
      bg: `zeebe:ioMapping слага стойност вътре в друга („${inside}“). Съставете цялата стойност с израз на FEEL и я дайте на име без точка.`,
      en: `zeebe:ioMapping puts a value inside of another ("${inside}"). Build the whole value in FEEL, and give it to a name without a dot.`,
    });
}
