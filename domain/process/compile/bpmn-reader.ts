import { BpmnModdle, type PackageDescriptor, type ReadingWarning } from 'bpmn-moddle';

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

/** What is an element in the XSD. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'GlobalScriptTask.script',
  'ParticipantAssociation.innerParticipantRef',
  'ParticipantAssociation.outerParticipantRef',
]);

/** What the XSD calls otherwise. */
const RENAMED: Readonly<Record<string, string>> = {
  'Participant.endPointRefs': 'endPointRef',
  'ConversationNode.messageFlowRefs': 'messageFlowRef',
};

/**
 * The package's own descriptor of BPMN, with what keeps us from reading a file as it is mended: `<script>` of a global script task is
 * an element (BPMN 2.0, Table 10.77), some references of collaborations are elements of another name than it thinks (the XSD), ids may
 * be of any script, references may be qualified names (so `read.ts` resolves both), and booleans may be written `1`.
 */
function mendedPackage(): PackageDescriptor {
  const original = new BpmnModdle().getPackages().find(({ prefix }) => prefix === 'bpmn');
  const mended = structuredClone(original) as PackageDescriptor;
  for (const { name, properties = [] } of mended.types ?? [])
    for (const property of properties) {
      const place = `${localName(name)}.${localName(property.name)}`;
      if (ELEMENTS.has(place)) delete property.isAttr;
      property.name = RENAMED[place] ?? property.name;
      delete property.isId;
      if (property.type === 'Boolean' || property.type === 'Integer') {
        property.type = 'String';
        delete property.default;
      }
    }
  return mended;
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const MOST_FAULTS = 50;

interface Handler {
  context: { addWarning(warning: ReadingWarning): void };
}

/**
 * Options that make the reader give up where too much of a file is no BPMN. It looks for the line of each fault from the beginning of
 * the file, so a file of nothing but faults would keep it busy for hours.
 */
export function givingUp(): object {
  let faults = 0;
  return {
    handler(this: object, type: string): Handler {
      const { handler } = Object.getPrototypeOf(this) as { handler: (this: object, type: string) => Handler };
      const root = handler.call(this, type);
      let context = root.context;
      return Object.defineProperty(root, 'context', {
        get: () => context,
        set: (given: Handler['context']) => {
          const { addWarning } = given;
          context = Object.assign(given, {
            addWarning: (warning: ReadingWarning) => {
              if (warning.message.startsWith('unparsable') && ++faults > MOST_FAULTS) throw new Error(warning.message);
              addWarning.call(given, warning);
            },
          });
        },
      });
    },
  };
}
