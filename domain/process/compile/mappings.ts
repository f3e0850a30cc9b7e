import { attribute, children, text, type ModdleElement } from '../../moddle';
import type { Expression, Mapping } from '../graph';
import { camundaCall } from './camunda-calls';
import type { Compilation } from './compilation';
import { readFeel } from './expressions';
import { report, subjectOf } from './report';
import { camundaValue, extensions, feelString, zeebeValue } from './vendor';

/** Input and output mappings: ours, else those of Zeebe (`ioMapping`), else those of Camunda 7 (`inputOutput`, `in`, `out`). */
export function readMappings(compilation: Compilation, element: ModdleElement, which: 'input' | 'output'): Mapping[] {
  const ours = extensions(element, which === 'input' ? 'prepiska:Input' : 'prepiska:Output');
  const zeebe = extensions(element, 'zeebe:ioMapping').flatMap((mapping) => ofType(mapping, `zeebe:${which}`));
  const camunda = extensions(element, 'camunda:inputOutput').flatMap((mapping) =>
    ofType(mapping, `camunda:${which}Parameter`),
  );
  const called = camundaCall(compilation, element, which === 'input' ? 'in' : 'out');
  return [
    ...ours.map((mapping) => toMapping(mapping.name, attribute(mapping, 'expression'), compilation, element)),
    ...zeebe.map((mapping) => ({
      name: attribute(mapping, 'target') ?? '',
      expression: zeebeValue(compilation, element, attribute(mapping, 'source') ?? '=null'),
    })),
    ...camunda.map((mapping) => ({
      name: mapping.name ?? '',
      expression: camundaParameter(compilation, element, mapping),
    })),
    ...called,
  ];
}

const ofType = (element: ModdleElement, type: string) =>
  children(element, '$children').filter(({ $type }) => $type === type);

const toMapping = (name = '', body = 'null', compilation: Compilation, element: ModdleElement): Mapping => ({
  name,
  expression: readFeel(compilation, subjectOf(element), body),
});

/** Text, a list or a map; a script inside of one cannot be executed. */
function camundaParameter(compilation: Compilation, element: ModdleElement, parameter: ModdleElement): Expression {
  const value = (each: ModdleElement) => camundaParameter(compilation, element, each);
  const [content] = children(parameter, '$children');
  if (content?.$type === 'camunda:list') return `[${children(content, '$children').map(value).join(', ')}]`;
  if (content?.$type === 'camunda:map')
    return `{${children(content, '$children')
      .map((entry) => `${feelString(attribute(entry, 'key') ?? '')}: ${value(entry)}`)
      .join(', ')}}`;
  if (content)
    report(compilation.findings, 'expression-language', subjectOf(element), {
      bg: `параметърът „${parameter.name ?? ''}“ се пресмята от ${content.$type}. Напишете го като prepiska:input с израз на FEEL.`,
      en: `the parameter "${parameter.name ?? ''}" is computed by ${content.$type}. Write it as prepiska:input with a FEEL expression.`,
    });
  return camundaValue(compilation, element, text(parameter, '$body') ?? '');
}
