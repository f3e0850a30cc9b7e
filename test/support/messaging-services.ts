import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Services that speak with one another, one that shares a data store, and one that gets stuck: data, no code. */

const SERVICES: Readonly<Record<string, string>> = {
  /** Waits for a message about its parcel and for a signal to all; then somebody confirms something. */
  'parcel-waits': `
    <startEvent id="Start"/>
    <parallelGateway id="Fork"/>
    <intermediateCatchEvent id="Inspected"><messageEventDefinition messageRef="Message_inspected" prepiska:correlationKey="application.parcel"/></intermediateCatchEvent>
    <intermediateCatchEvent id="Season"><signalEventDefinition signalRef="Signal_season"/></intermediateCatchEvent>
    <parallelGateway id="Join"/>
    <manualTask id="Confirm" name="Поставяне на табела"/>
    <endEvent id="End"/>
    ${flows('Start Fork', 'Fork Inspected', 'Fork Season', 'Inspected Join', 'Season Join', 'Join Confirm', 'Confirm End')}`,

  /** Tells the one, then all, then begins a case file by its last message. */
  'parcel-speaks': `
    <startEvent id="Start"/>
    <intermediateThrowEvent id="Tell">
      <extensionElements><prepiska:input name="finding" expression="application.finding"/></extensionElements>
      <messageEventDefinition messageRef="Message_inspected" prepiska:correlationKey="application.parcel"/>
    </intermediateThrowEvent>
    <intermediateThrowEvent id="TellAll"><signalEventDefinition signalRef="Signal_season"/></intermediateThrowEvent>
    <endEvent id="End">
      <extensionElements><prepiska:input name="box" expression="application.parcel"/></extensionElements>
      <messageEventDefinition messageRef="Message_archive"/>
    </endEvent>
    ${flows('Start Tell', 'Tell TellAll', 'TellAll End')}`,

  /** Is begun by a message. */
  'parcel-archive': `
    <startEvent id="Start"><messageEventDefinition messageRef="Message_archive"/></startEvent>
    <manualTask id="Store" name="Предаване в архива"/>
    <endEvent id="End"/>
    ${flows('Start Store', 'Store End')}`,

  /** Puts its parcel on a list that all case files share, and looks at that twice. */
  'parcel-lists': `
    <dataStoreReference id="List" dataStoreRef="Store_parcels"/>
    <startEvent id="Start"/>
    <scriptTask id="Enter" prepiska:result="entered">
      <ioSpecification>
        <dataInput id="Before" name="before"/><dataOutput id="Entered" name="entered"/>
        <inputSet><dataInputRefs>Before</dataInputRefs></inputSet><outputSet><dataOutputRefs>Entered</dataOutputRefs></outputSet>
      </ioSpecification>
      <dataInputAssociation><sourceRef>List</sourceRef><targetRef>Before</targetRef></dataInputAssociation>
      <dataOutputAssociation><sourceRef>Entered</sourceRef><targetRef>List</targetRef></dataOutputAssociation>
      <script>append(if before = null then [] else before, application.parcel)</script>
    </scriptTask>
    <manualTask id="Confirm" name="Проверка на списъка">
      <ioSpecification>
        <dataInput id="Seen" name="seen"/>
        <inputSet><dataInputRefs>Seen</dataInputRefs></inputSet><outputSet/>
      </ioSpecification>
      <dataInputAssociation><sourceRef>List</sourceRef><targetRef>Seen</targetRef></dataInputAssociation>
    </manualTask>
    <endEvent id="End"/>
    ${flows('Start Enter', 'Enter Confirm', 'Confirm End')}`,

  /** Has no way out of its gateway until somebody says so. */
  'parcel-stuck': `
    <startEvent id="Start"/>
    <exclusiveGateway id="Allowed" name="Разрешено?"/>
    <manualTask id="Confirm" name="Отбелязване"/>
    <endEvent id="End"/>
    ${flows('Start Allowed', 'Confirm End')}
    <sequenceFlow id="Allowed_Confirm" sourceRef="Allowed" targetRef="Confirm"><conditionExpression>allowed = true</conditionExpression></sequenceFlow>`,

  /** Cannot undo its work: what compensates for it gets stuck. */
  'parcel-undone': `
    <startEvent id="Start"/>
    <scriptTask id="Enter"><script>{entered: true}</script></scriptTask>
    <boundaryEvent id="Undone" attachedToRef="Enter"><compensateEventDefinition/></boundaryEvent>
    <callActivity id="Undo" isForCompensation="true" calledElement="=nothing"/>
    <association id="Undone_Undo" associationDirection="One" sourceRef="Undone" targetRef="Undo"/>
    <intermediateThrowEvent id="TakeBack"><compensateEventDefinition/></intermediateThrowEvent>
    <manualTask id="Confirm" name="Отбелязване"/>
    <endEvent id="End"/>
    ${flows('Start Enter', 'Enter TakeBack', 'TakeBack Confirm', 'Confirm End')}`,

  /** Has a laboratory look at it in a case file of its own. */
  'parcel-calls': `
    <startEvent id="Start"/>
    <callActivity id="Examine" name="Изследване" calledElement="Laboratory" prepiska:caseFile="own">
      <extensionElements><prepiska:output name="result" expression="analysis"/></extensionElements>
    </callActivity>
    <boundaryEvent id="Unfit" attachedToRef="Examine"><errorEventDefinition errorRef="Error_unfit"/></boundaryEvent>
    <boundaryEvent id="Withdrawn" attachedToRef="Examine"><messageEventDefinition messageRef="Message_inspected" prepiska:correlationKey="application.parcel"/></boundaryEvent>
    <manualTask id="Confirm" name="Вписване"/>
    <manualTask id="Return" name="Връщане"/>
    <endEvent id="End"/>
    <endEvent id="Returned"/>
    <endEvent id="Stopped"/>
    ${flows('Start Examine', 'Examine Confirm', 'Confirm End', 'Unfit Return', 'Return Returned', 'Withdrawn Stopped')}`,
};

/** Processes that stand beside in the same file. */
const BESIDE: Readonly<Record<string, string>> = {
  'parcel-calls': `
  <process id="Laboratory" name="Лаборатория" isExecutable="true">
    <startEvent id="Begin"/>
    <manualTask id="Analyse" name="Анализ"/>
    <scriptTask id="Judge" prepiska:result="analysis"><script>"found: " + application.finding</script></scriptTask>
    <exclusiveGateway id="Fit" name="Годно?" default="Fit_Done"/>
    <endEvent id="Done"/>
    <endEvent id="NotFit"><errorEventDefinition errorRef="Error_unfit"/></endEvent>
    ${flows('Begin Analyse', 'Analyse Judge', 'Judge Fit', 'Fit Done')}
    <sequenceFlow id="Fit_NotFit" sourceRef="Fit" targetRef="NotFit"><conditionExpression>application.finding = "unfit"</conditionExpression></sequenceFlow>
  </process>`,
};

function flows(...pairs: readonly string[]): string {
  return pairs
    .map((pair) => pair.split(' '))
    .map(([from, to]) => `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`)
    .join('\n    ');
}

const processBpmn = (id: string, content: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:prepiska="urn:prepiska:bpmn:1" id="Definitions" targetNamespace="urn:prepiska:service">
  <message id="Message_inspected" name="inspected"/>
  <message id="Message_archive" name="archive wanted"/>
  <dataStore id="Store_parcels" name="parcels"/>
  <signal id="Signal_season" name="season is open"/>
  <error id="Error_unfit" errorCode="unfit"/>
  <process id="Process_${id.replace(/-/g, '_')}" name="${id}" isExecutable="true">${content}
  </process>${BESIDE[id] ?? ''}
</definitions>
`;

const serviceYaml = (id: string): string => `id: '${id}'
name: { bg: '${id}', en: '${id}' }
summary: { bg: 'За проверка.', en: 'For a test.' }
legalBasis: { bg: 'АПК', en: 'APC' }
unit: civil-status
fee: { amount: '0.00', currency: EUR }
term: P1D
silence: refusal
assurance: high
applicants: [person]
`;

const FORM = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...{ type: 'object', additionalProperties: false, required: ['parcel'] },
  properties: { parcel: { type: 'string' }, finding: { type: 'string' } },
};

/** Puts them beside the services of a folder. */
export async function addMessagingServices(folder: string): Promise<void> {
  for (const [id, content] of Object.entries(SERVICES)) {
    await mkdir(join(folder, id));
    await writeFile(join(folder, id, 'process.bpmn'), processBpmn(id, content));
    await writeFile(join(folder, id, 'service.yaml'), serviceYaml(id));
    await writeFile(join(folder, id, 'form.json'), JSON.stringify(FORM));
  }
}

/** The project's services and these beside them. Answers the folder for SERVICES_FOLDER. */
export async function dropInMessagingServices(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prepiska-services-'));
  await cp('services', folder, { recursive: true });
  await addMessagingServices(folder);
  return folder;
}
