import { compileProcess } from '../../../../domain/process/compile';
import { compile, element, file, only, process, refused, sequence, told } from './models';

describe('reading a file from outside', () => {
  it('refuses what is no XML, and what is no BPMN', async () => {
    expect(await refused('hello')).toEqual(['bpmn-readable null']);
    expect(await refused('<html/>')).toEqual(['bpmn-readable null']);
    expect(await refused(only('<task id="A"/>').slice(0, -20))).toEqual(['bpmn-readable null']);
  });

  it('refuses a DOCTYPE before anything is expanded', async () => {
    expect(await refused(`<!DOCTYPE x [<!ENTITY a "b">]>${only('<task id="A"/>')}`)).toEqual(['bpmn-readable null']);
  });

  it('does not take a comment, a text or an attribute for markup', async () => {
    const xml = process(
      `<!-- <!DOCTYPE> ${'<a>'.repeat(300)} --><startEvent id="S" name="a > b"><documentation><![CDATA[${'<b>'.repeat(300)}]]></documentation></startEvent>`,
    );
    expect((await compile(xml)).elements['S']?.name).toBe('a > b');
  });

  it('refuses a file that is too large, too deep, or has too many elements, at once', async () => {
    const begun = Date.now();
    expect(await refused(process(' '.repeat(10_000_000)))).toEqual(['bpmn-readable null']);
    expect(await refused(process('<subProcess>'.repeat(150) + '</subProcess>'.repeat(150)))).toEqual([
      'bpmn-readable null',
    ]);
    expect(await refused(process('<task/>'.repeat(10_001)))).toEqual(['model-size null']);
    expect(await refused(process('<x/>'.repeat(300_000)))).toEqual(['bpmn-readable null']);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  it('refuses an id that stands twice, and a reserved one', async () => {
    expect(await refused(process('<startEvent id="S"/><task id="S"/>'))).toEqual(['id-unique S']);
    expect(await refused(process('<startEvent id="__proto__"/>'))).toEqual(['id-allowed __proto__']);
  });

  it('keeps ids that JavaScript has a meaning for, and ids in Cyrillic', async () => {
    const { elements } = await compile(sequence(['<startEvent id="constructor"/>', '<task id="Задача"/>']));
    expect(elements['constructor']?.outgoing).toEqual(['to_Задача']);
    expect(elements['Задача']?.kind).toBe('task');
  });

  it('gives an element without an id one that is the same each time', async () => {
    const xml = file('<process id="P"><startEvent/><task name="Work"/></process>');
    const [one, other] = [await compile(xml), await compile(xml)];
    expect(Object.keys(one.elements)).toEqual(['P', 'P_StartEvent_1', 'P_Task_1']);
    expect(one.hash).toBe(other.hash);
  });

  it('reads qualified names as references', async () => {
    const xml = only('<receiveTask id="R" messageRef="tns:M"/>', '<message id="M" name="Reply"/>');
    expect((await element(xml, 'R', 'receive-task')).message).toEqual({ type: 'message', message: 'Reply' });
  });

  it('refuses a reference that leads nowhere or to the wrong thing, where it matters', async () => {
    expect(await refused(only('<receiveTask id="R" messageRef="M"/>'))).toEqual(['reference-resolves R']);
    expect(await refused(only('<receiveTask id="R" messageRef="M"/>', '<signal id="M"/>'))).toEqual([
      'reference-resolves R',
    ]);
  });

  it('does not mind what does not matter: types of another language, lanes, diagrams', async () => {
    const xml = file(
      `<itemDefinition id="I" structureRef="xsd:string"/><process id="P" isExecutable="1"><laneSet id="L"><lane id="L1"><flowNodeRef>gone</flowNodeRef></lane></laneSet><startEvent id="S"/></process>
       <bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"><bpmndi:BPMNPlane bpmnElement="gone"><bpmndi:Odd/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`,
    );
    const { graph, findings } = await compileProcess(xml, []);
    expect(graph?.elements['P']).toMatchObject({ isExecutable: true, starts: ['S'] });
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'warning bpmn-readable',
      'warning reference-resolves',
    ]);
  });

  it('reads all that a collaboration may hold, beside the process', async () => {
    const association =
      '<participantAssociation><innerParticipantRef>Pa</innerParticipantRef><outerParticipantRef>Pb</outerParticipantRef></participantAssociation>';
    const xml = file(
      `<endPoint id="EP"/><collaboration id="Co"><participant id="Pa" processRef="P"><endPointRef>EP</endPointRef></participant><participant id="Pb"/>
       <messageFlow id="MF" sourceRef="Pb" targetRef="Pa"/><conversation id="Cv"><participantRef>Pa</participantRef><messageFlowRef>MF</messageFlowRef></conversation>
       ${association}</collaboration><process id="P"><startEvent id="S"/></process>
       <relationship type="trace" direction="None"><source>S</source><target>P</target></relationship>`,
    );
    expect((await compileProcess(xml, [])).findings).toEqual([]);
  });

  it('refuses an element of BPMN that stands where it cannot, as it would be left out', async () => {
    expect(await refused(only('<task id="A"><userTask id="B"/></task>'))).toEqual(['bpmn-readable null']);
  });

  it('tells in both languages what is wrong, where, and what to do', async () => {
    const { findings } = await compileProcess(only('<task id="A" name="Work" startQuantity="0"/>'), []);
    expect(findings).toEqual([
      {
        rule: 'quantity',
        element: 'A',
        severity: 'error',
        message: {
          bg: '„Work“: startQuantity е „0“, а трябва да е цяло число, не по-малко от 1. Поправете го или го махнете.',
          en: '"Work": startQuantity is "0", but it must be a whole number, not below 1. Mend it or remove it.',
        },
      },
    ]);
    expect(await told('<html/>')).toContain('Export it from the modeler again');
  });
});

describe('the graph as a whole', () => {
  it('has a hash that changes with the model, not with the file', async () => {
    const xml = only('<task id="A"/>');
    const { hash } = await compile(xml);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await compile(xml.replace('<startEvent', '\n <startEvent'))).hash).toBe(hash);
    expect((await compile(xml.replaceAll('"A"', '"B"'))).hash).not.toBe(hash);
  });

  it('means the first executable process, else the first, or the one that is asked for', async () => {
    const both = (first: string, second: string) =>
      file(
        `<process id="One" ${first}><startEvent id="S1"/></process><process id="Two" ${second}><startEvent id="S2"/></process>`,
      );
    expect((await compile(both('', 'isExecutable="true"'))).process).toBe('Two');
    expect((await compile(both('', ''))).process).toBe('One');
    expect((await compile(both('', ''), { process: 'Two' })).process).toBe('Two');
    expect(await refused(both('', ''), { process: 'Three' })).toEqual(['bpmn-readable null']);
  });

  it('leaves out a process that is drawn for people only and cannot be executed', async () => {
    const xml = file(
      `<process id="Main" isExecutable="true"><startEvent id="S"/></process>
       <process id="Read"><task id="R"/><sequenceFlow id="F" sourceRef="R" targetRef="T"><conditionExpression>is it so?!</conditionExpression></sequenceFlow><task id="T"/></process>`,
    );
    const { graph, findings } = await compileProcess(xml, []);
    expect(Object.keys(graph?.elements ?? {})).toEqual(['Main', 'S']);
    expect(findings).toMatchObject([{ severity: 'warning', element: 'F' }]);
  });

  it('is plain JSON', async () => {
    const graph = await compile(only('<task id="A"/>'));
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });
});
