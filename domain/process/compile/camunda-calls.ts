import { attribute, type ModdleElement } from '../../moddle';
import type { Mapping } from '../graph';
import type { Compilation } from './compilation';
import { report } from './report';
import { camundaValue, extensions } from './vendor';

/** What a call of Camunda 7 gives to the called process (`camunda:in`) and takes from it (`camunda:out`). */
export function camundaCall(compilation: Compilation, call: ModdleElement, which: 'in' | 'out'): Mapping[] {
  const written = extensions(call, `camunda:${which}`).filter((each) => attribute(each, 'businessKey') === undefined);
  const copies = written.filter((each) => attribute(each, 'variables') !== undefined);
  const mapped = written.filter((each) => !copies.includes(each));
  if (copies.length > 0 && mapped.length > 0) refuseBoth(compilation, call, which);
  return mapped.map((each) => ({
    name: attribute(each, 'target') ?? '',
    expression: attribute(each, 'source') ?? camundaValue(compilation, call, attribute(each, 'sourceExpression') ?? ''),
  }));
}

/** Without mappings all is copied; with them nothing but what they name. */
const refuseBoth = ({ findings }: Compilation, call: ModdleElement, which: 'in' | 'out'): void =>
  report(findings, 'call-mapping', call, {
    bg: `camunda:${which} копира всички променливи, а и преименува някои. Изброете само нужните, без variables="all".`,
    en: `camunda:${which} copies all variables and also renames some. List those that are needed, without variables="all".`,
  });
