/** The manners in which modelers write the same model: prefixes, lists of flows, defaults, extensions, diagrams. */
export interface Modeler {
  readonly name: string;
  /** Of BPMN elements; empty for the default namespace. */
  readonly prefix: string;
  /** What else stands in the tag of `definitions`. */
  readonly definitions: string;
  readonly listsFlows: boolean;
  /** Attributes that are written on every element of a kind, by its tag. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What stands inside of every element that has an id. */
  readonly inside?: string;
  readonly hasDiagram: boolean;
}

const ACTIVITY = 'startQuantity="1" completionQuantity="1" isForCompensation="false"';

export const MODELERS: readonly Modeler[] = [
  {
    name: 'bpmn.io for Camunda 7',
    prefix: 'bpmn',
    definitions:
      'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:modeler="http://camunda.org/schema/modeler/1.0" exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0"',
    listsFlows: true,
    attributes: { process: 'camunda:historyTimeToLive="180"', userTask: 'camunda:asyncBefore="true"' },
    hasDiagram: true,
  },
  {
    name: 'bpmn.io for Camunda 8',
    prefix: 'bpmn',
    definitions:
      'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.4.0"',
    listsFlows: true,
    inside:
      '<extensionElements><zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'Signavio',
    prefix: '',
    definitions:
      'xmlns:signavio="http://www.signavio.com" exporter="Signavio Process Editor, http://www.signavio.com" exporterVersion="15.4.0" expressionLanguage="http://www.w3.org/1999/XPath" typeLanguage="http://www.w3.org/2001/XMLSchema"',
    listsFlows: true,
    attributes: {
      process: 'isClosed="false" processType="None"',
      userTask: `${ACTIVITY} implementation="webService"`,
      scriptTask: ACTIVITY,
      exclusiveGateway: 'gatewayDirection="Diverging"',
      startEvent: 'isInterrupting="true" parallelMultiple="false"',
      dataObject: 'isCollection="false"',
    },
    inside:
      '<extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/><signavio:signavioLabel ref="text" x="1.0" y="2.0"/></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'ARIS',
    prefix: '',
    definitions:
      'xmlns:aris="http://www.softwareag.com/aris/bpmn/20" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" exporter="ARIS Architect" expressionLanguage="http://www.w3.org/1999/XPath"',
    listsFlows: false,
    attributes: { exclusiveGateway: 'gatewayDirection="Unspecified"', process: 'isClosed="true"' },
    inside: '<documentation textFormat="text/plain"/>',
    hasDiagram: true,
  },
  {
    name: 'Bizagi',
    prefix: '',
    definitions:
      'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:bizagi="http://www.bizagi.com/bpmn20" exporter="Bizagi Modeler"',
    listsFlows: true,
    inside:
      '<documentation/><extensionElements><bizagi:BizagiExtensions><bizagi:BizagiProperties><bizagi:BizagiProperty name="bgColor" value="#ECEFFF"/><bizagi:BizagiProperty name="runtimeProperties" value="{}"/></bizagi:BizagiProperties></bizagi:BizagiExtensions></extensionElements>',
    hasDiagram: false,
  },
  {
    name: 'Enterprise Architect',
    prefix: 'bpmn',
    definitions: 'exporter="Enterprise Architect" exporterVersion="15.2" xmlns:sparx="http://www.sparxsystems.com/"',
    listsFlows: false,
    attributes: {
      process: 'processType="Private"',
      userTask: `${ACTIVITY} implementation="##unspecified"`,
      sequenceFlow: 'isImmediate="false"',
    },
    hasDiagram: false,
  },
  {
    name: 'Trisotech',
    prefix: 'semantic',
    definitions:
      'xmlns:triso="http://www.trisotech.com/2015/triso/modeling" xmlns:rss="http://purl.org/rss/2.0/" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/" typeLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/" triso:logoChoice="Default"',
    listsFlows: true,
    attributes: { process: 'triso:mandatory="true"', userTask: 'implementation="##WebService"' },
    inside: '<extensionElements><triso:ext x="1"><triso:deep>text</triso:deep></triso:ext></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'jBPM',
    prefix: 'bpmn2',
    definitions:
      'xmlns:drools="http://www.jboss.org/drools" exporter="jBPM Process Modeler" expressionLanguage="http://www.omg.org/spec/FEEL/20140401" typeLanguage="http://www.java.com/javaTypes"',
    listsFlows: true,
    attributes: {
      process: 'drools:packageName="com.example" drools:version="1.0" drools:adHoc="false"',
      sequenceFlow: 'isImmediate="true"',
    },
    inside:
      '<extensionElements><drools:metaData name="elementname"><drools:metaValue><![CDATA[Some <text>]]></drools:metaValue></drools:metaData></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'Eclipse BPMN2 Modeler',
    prefix: 'bpmn2',
    definitions:
      'xmlns:ext="http://org.eclipse.bpmn2/ext" xmlns:xs="http://www.w3.org/2001/XMLSchema" exporter="org.eclipse.bpmn2.modeler.core" exporterVersion="1.5.0"',
    listsFlows: true,
    attributes: { scriptTask: 'scriptFormat=""', process: 'processType="None" isClosed="false"' },
    inside: '<extensionElements><ext:style/></extensionElements>',
    hasDiagram: false,
  },
  {
    name: 'Yaoqiang',
    prefix: '',
    definitions:
      'xmlns:yaoqiang="http://bpmn.sourceforge.net" exporter="Yaoqiang BPMN Editor" exporterVersion="5.3" expressionLanguage="http://www.w3.org/1999/XPath" typeLanguage="http://www.w3.org/2001/XMLSchema"',
    listsFlows: true,
    attributes: {
      process: 'isClosed="false" processType="None"',
      userTask: `${ACTIVITY} implementation="##unspecified"`,
      exclusiveGateway: 'gatewayDirection="Diverging"',
      startEvent: 'isInterrupting="true" parallelMultiple="false"',
      multiInstanceLoopCharacteristics: 'behavior="All"',
      intermediateCatchEvent: 'parallelMultiple="false"',
      boundaryEvent: 'parallelMultiple="false"',
    },
    inside: '<extensionElements><yaoqiang:label offset="1"/></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'Flowable',
    prefix: '',
    definitions:
      'xmlns:flowable="http://flowable.org/bpmn" xmlns:design="http://flowable.org/design" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath" design:palette="flowable-work"',
    listsFlows: false,
    attributes: { userTask: 'flowable:formFieldValidation="false"', startEvent: 'flowable:initiator="initiator"' },
    inside: '<extensionElements><design:stencilid><![CDATA[Item]]></design:stencilid></extensionElements>',
    hasDiagram: true,
  },
  {
    name: 'Activiti',
    prefix: '',
    definitions:
      'xmlns:activiti="http://activiti.org/bpmn" typeLanguage="http://www.w3.org/2001/XMLSchema" expressionLanguage="http://www.w3.org/1999/XPath"',
    listsFlows: false,
    attributes: { userTask: 'activiti:exclusive="true"' },
    hasDiagram: false,
  },
];

const NODES = /^(task|\w+Task|\w+Gateway|\w+Event|subProcess|transaction|adHocSubProcess|callActivity)$/;

/** A model without prefixes, as one modeler writes it. `tns:` is the prefix of its own namespace. */
export function writtenBy(modeler: Modeler, model: string): string {
  const listed = modeler.listsFlows ? withLists(model) : model;
  const extended = listed.replace(
    /<(\w+)( id="[^"]*"[^>]*?)(\/?)>/g,
    (_tag, tag: string, rest: string, closed: string) => {
      const added = modeler.attributes?.[tag] === undefined ? '' : ` ${modeler.attributes[tag]}`;
      const inside = modeler.inside ?? '';
      if (inside === '') return `<${tag}${rest}${added}${closed}>`;
      return `<${tag}${rest}${added}>${inside}${closed === '' ? '' : `</${tag}>`}`;
    },
  );
  const prefixed = extended
    .replace(/<(\/?)([a-zA-Z]\w*)(?=[\s/>])/g, (_all, slash: string, tag: string) => `<${slash}${named(modeler, tag)}`)
    .replaceAll('xsi:type="', `xsi:type="${named(modeler, '')}`);
  const own = modeler.prefix === '' ? 'xmlns' : `xmlns:${modeler.prefix}`;
  const root = named(modeler, 'definitions');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- ${modeler.name} -->
<${root} ${own}="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:tns="http://example.test/models" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="sid-1" name="Модел" targetNamespace="http://example.test/models" ${modeler.definitions}>
${prefixed}${modeler.hasDiagram ? diagram(model) : ''}
</${root}>`;
}

const named = ({ prefix }: Modeler, tag: string): string => (prefix === '' ? tag : `${prefix}:${tag}`);

/** The lists `incoming` and `outgoing` of every flow node, as the flows say. */
function withLists(model: string): string {
  const flows = [...model.matchAll(/<sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)];
  return model.replace(
    /<(\w+)( id="([^"]+)"[^>]*?)(\/?)>/g,
    (whole, tag: string, rest: string, id: string, closed: string) => {
      if (!NODES.test(tag)) return whole;
      const incoming = flows.filter(([, , , to]) => to === id).map(([, flow]) => `<incoming>${flow}</incoming>`);
      const outgoing = flows.filter(([, , from]) => from === id).map(([, flow]) => `<outgoing>${flow}</outgoing>`);
      const lists = [...incoming, ...outgoing].join('');
      return closed === '' ? `<${tag}${rest}>${lists}` : `<${tag}${rest}>${lists}</${tag}>`;
    },
  );
}

function diagram(model: string): string {
  const ids = [...model.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const shapes = ids.map(
    (id) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}" isMarkerVisible="true" isHorizontal="true"><dc:Bounds x="1.5" y="2" width="100" height="80"/><bpmndi:BPMNLabel/></bpmndi:BPMNShape>`,
  );
  return `<bpmndi:BPMNDiagram id="D_1"><bpmndi:BPMNPlane id="P_1" bpmnElement="Order">${shapes.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}
