import { compile, element, file, process, sequence } from './models';

describe('correlation keys', () => {
  it('are ours, on the event, its definition or the task', async () => {
    const xml = sequence(
      [
        '<startEvent id="S"/>',
        '<receiveTask id="R" messageRef="M" prepiska:correlationKey="= id"/>',
        '<intermediateCatchEvent id="C" prepiska:correlationKey="id"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>',
        '<endEvent id="E"><messageEventDefinition messageRef="M" prepiska:correlationKey="other" prepiska:operation="tell"/></endEvent>',
      ],
      '<message id="M"/>',
    );
    const { elements } = await compile(xml);
    expect(elements['R']).toMatchObject({ message: { key: 'id' } });
    expect(elements['C']).toMatchObject({ definitions: [{ type: 'message', message: 'M', key: 'id' }] });
    expect(elements['E']).toMatchObject({ definitions: [{ key: 'other', operation: 'tell' }] });
  });

  it("are Zeebe's, on the message, but not where the process only comes into being", async () => {
    const xml = process(
      '<startEvent id="S"><messageEventDefinition messageRef="M"/></startEvent><receiveTask id="R" messageRef="M"/><sequenceFlow id="F" sourceRef="S" targetRef="R"/>',
      '<message id="M"><extensionElements><z:subscription correlationKey="=orderId"/></extensionElements></message>',
    );
    expect((await element(xml, 'R', 'receive-task')).message).toEqual({
      type: 'message',
      message: 'M',
      key: 'orderId',
    });
    expect((await element(xml, 'S', 'start-event')).definitions).toEqual([{ type: 'message', message: 'M' }]);
  });

  it("are the standard's: found in what is sent, bound to data where it is awaited", async () => {
    const retrieval = (path: string) =>
      `<correlationPropertyRetrievalExpression messageRef="M"><messagePath>${path}</messagePath></correlationPropertyRetrievalExpression>`;
    const xml = file(
      `<message id="M"/>
       <correlationProperty id="C1">${retrieval('order')}</correlationProperty><correlationProperty id="C2">${retrieval('town')}</correlationProperty>
       <collaboration id="Co"><participant id="Pa" processRef="P"/><correlationKey id="K"><correlationPropertyRef>C1</correlationPropertyRef><correlationPropertyRef>C2</correlationPropertyRef></correlationKey></collaboration>
       <process id="P"><startEvent id="S"/><sendTask id="Send" messageRef="M"/><receiveTask id="R" messageRef="M"/>
       <sequenceFlow id="F" sourceRef="S" targetRef="Send"/><sequenceFlow id="G" sourceRef="Send" targetRef="R"/>
       <correlationSubscription id="Su" correlationKeyRef="K">
         <correlationPropertyBinding correlationPropertyRef="C1"><dataPath>myOrder</dataPath></correlationPropertyBinding>
         <correlationPropertyBinding correlationPropertyRef="C2"><dataPath>myTown</dataPath></correlationPropertyBinding>
       </correlationSubscription></process>`,
    );
    expect((await element(xml, 'Send', 'send-task')).message?.key).toBe('[order, town]');
    expect((await element(xml, 'R', 'receive-task')).message?.key).toBe('[myOrder, myTown]');
  });
});
