import { BpmnModdle, type PackageDescriptor } from 'bpmn-moddle';

import { PREPISKA_EXTENSION } from '../extension';

/** Namespaces of other modelers, by the prefix under which we read their elements and attributes. */
const VENDORS: Readonly<Record<string, string>> = {
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://operaton.org/schema/1.0/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
};

let reader: BpmnModdle | undefined;

/** The one reader of BPMN, made when it is first needed: building its types takes longer than reading a model. */
export function bpmnReader(): BpmnModdle {
  reader ??= new BpmnModdle({ bpmn: mendedPackage(), prepiska: PREPISKA_EXTENSION }, { nsMap: { ...VENDORS } });
  return reader;
}

/**
 * The package's own descriptor of BPMN, with what keeps us from reading a file as it is mended: `<script>` of a global script task is
 * an element (BPMN 2.0, Table 10.77), ids may be of any script, references may be qualified names (so `read.ts` resolves both), and
 * booleans may be written `1`.
 */
function mendedPackage(): PackageDescriptor {
  const original = new BpmnModdle().getPackages().find(({ prefix }) => prefix === 'bpmn');
  const mended = structuredClone(original) as PackageDescriptor;
  for (const { name, properties = [] } of mended.types ?? [])
    for (const property of properties) {
      if (localName(name) === 'GlobalScriptTask' && localName(property.name) === 'script') delete property.isAttr;
      delete property.isId;
      if (property.type === 'Boolean' || property.type === 'Integer') {
        property.type = 'String';
        delete property.default;
      }
    }
  return mended;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
