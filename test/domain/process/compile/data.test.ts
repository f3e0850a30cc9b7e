import { element, file, only, process, refused } from './models';

describe('data', () => {
  it('go by the name of the data object, else the one its references agree on, else its id', async () => {
    const named = (object: string, ...references: string[]) =>
      process(
        `<dataObject id="Object" ${object}/>${references.map((name, index) => `<dataObjectReference id="R${index}" name="${name}" dataObjectRef="Object"/>`).join('')}
         <startEvent id="S"/><task id="A"><dataOutputAssociation><sourceRef>Out</sourceRef><targetRef>R0</targetRef></dataOutputAssociation>
         <ioSpecification><dataOutput id="Out" name="out"/></ioSpecification></task>`,
      );
    const nameIn = async (xml: string) => (await element(xml, 'A', 'task')).dataOut[0]?.name;
    expect(await nameIn(named('name="order"', 'Order placed', 'Order paid'))).toBe('order');
    expect(await nameIn(named('', 'order', 'order'))).toBe('order');
    expect(await nameIn(named('', 'Order placed', 'Order paid'))).toBe('Object');
  });

  it('go by the name of the store', async () => {
    const xml = file(
      `<dataStore id="Store" name="ledger"/><process id="P"><dataStoreReference id="R" dataStoreRef="Store"/><startEvent id="S"/>
       <task id="A"><ioSpecification><dataInput id="In"/></ioSpecification>
       <dataInputAssociation><sourceRef>R</sourceRef><targetRef>In</targetRef></dataInputAssociation></task></process>`,
    );
    expect(await element(xml, 'A', 'task')).toMatchObject({
      locals: ['In'],
      dataOutputs: [],
      dataIn: [{ name: 'In', expression: 'ledger' }],
      reads: ['ledger'],
    });
  });

  it('that go to a store are marked, unless an assignment names something else', async () => {
    const dataOut = async (more: string) => {
      const { dataOut: out } = await element(
        only(
          `<task id="A"><ioSpecification><dataOutput id="Out" name="out"/></ioSpecification>
           <dataOutputAssociation><sourceRef>Out</sourceRef><targetRef>R</targetRef>${more}</dataOutputAssociation></task>
           <dataStoreReference id="R" name="ledger"/>`,
        ),
        'A',
        'task',
      );
      return out;
    };
    const assign = (to: string) => `<assignment><from>out + 1</from><to>${to}</to></assignment>`;
    expect(await dataOut('')).toEqual([{ name: 'ledger', expression: 'out', store: true }]);
    expect(await dataOut(assign('ledger'))).toEqual([{ name: 'ledger', expression: 'out + 1', store: true }]);
    expect(await dataOut(assign('draft'))).toEqual([{ name: 'draft', expression: 'out + 1' }]);
  });

  it('are read from a store also by an arrow without a data input', async () => {
    const xml = only(
      `<task id="A"><property id="Hint" name="__targetRef_placeholder"/>
       <dataInputAssociation><sourceRef>R</sourceRef><targetRef>Hint</targetRef></dataInputAssociation></task>
       <dataStoreReference id="R" name="ledger"/>`,
    );
    expect(await element(xml, 'A', 'task')).toMatchObject({ locals: [], dataIn: [], reads: ['ledger'] });
  });

  it('of an activity are its properties, inputs and outputs; of a sub-process its data objects too', async () => {
    const io =
      '<ioSpecification><dataInput id="I" name="given"/><dataOutput id="O" name="made"/></ioSpecification><property id="Pr" name="note"/>';
    expect(await element(only(`<task id="A">${io}</task>`), 'A', 'task')).toMatchObject({
      locals: ['note', 'given', 'made'],
      dataOutputs: ['made'],
    });
    const inside = `<subProcess id="Sub"><property id="Pr" name="note"/><dataObject id="D" name="draft"/><task id="T"/></subProcess>`;
    expect(await element(only(inside), 'Sub', 'sub-process')).toMatchObject({ locals: ['note', 'draft'] });
  });

  it('of events are their outputs when they catch and their inputs when they throw', async () => {
    const caught = `<intermediateCatchEvent id="C"><dataOutput id="Out" name="payload"/>
      <dataOutputAssociation><sourceRef>Out</sourceRef><targetRef>D</targetRef></dataOutputAssociation><messageEventDefinition/></intermediateCatchEvent>`;
    expect(
      await element(only(`${caught}<dataObject id="D" name="answer"/>`), 'C', 'intermediate-catch-event'),
    ).toMatchObject({
      locals: ['payload'],
      dataOutputs: ['payload'],
      dataOut: [{ name: 'answer', expression: 'payload' }],
    });
    const thrown = `<endEvent id="E"><dataInput id="In" name="content"/>
      <dataInputAssociation><sourceRef>D</sourceRef><targetRef>In</targetRef></dataInputAssociation><messageEventDefinition/></endEvent>`;
    expect(await element(only(`${thrown}<dataObject id="D" name="answer"/>`), 'E', 'end-event')).toMatchObject({
      locals: ['content'],
      dataIn: [{ name: 'content', expression: 'answer' }],
    });
  });

  it('are copied through a transformation or by assignments', async () => {
    const task = (association: string) =>
      only(
        `<task id="A"><ioSpecification><dataInput id="I" name="given"/></ioSpecification><dataInputAssociation>${association}</dataInputAssociation></task><dataObject id="D" name="d"/><dataObject id="D2"/>`,
      );
    const dataIn = async (association: string) => (await element(task(association), 'A', 'task')).dataIn;
    expect(
      await dataIn('<sourceRef>D</sourceRef><targetRef>I</targetRef><transformation>d + 1</transformation>'),
    ).toEqual([{ name: 'given', expression: 'd + 1' }]);
    expect(await dataIn('<targetRef>I</targetRef><assignment><from>= d.x</from><to>given</to></assignment>')).toEqual([
      { name: 'given', expression: 'd.x' },
    ]);
    expect(await refused(task('<targetRef>I</targetRef><assignment><from>d</from><to>a.b</to></assignment>'))).toEqual([
      'data-association A',
    ]);
    expect(await refused(task('<sourceRef>D</sourceRef><sourceRef>D2</sourceRef><targetRef>I</targetRef>'))).toEqual([
      'data-association A',
    ]);
  });

  it('that an arrow of bpmn-js only hints at are not copied', async () => {
    const xml = only(
      `<task id="A"><property id="Hint" name="__targetRef_placeholder"/>
       <dataInputAssociation><sourceRef>D</sourceRef><targetRef>Hint</targetRef></dataInputAssociation>
       <dataOutputAssociation><targetRef>D</targetRef></dataOutputAssociation></task><dataObject id="D"/>`,
    );
    expect(await element(xml, 'A', 'task')).toMatchObject({ locals: [], dataIn: [], dataOut: [] });
  });

  it('need a name, and not a reserved one', async () => {
    const mapped = (name: string) =>
      only(`<task id="A"><extensionElements><prepiska:input ${name} expression="1"/></extensionElements></task>`);
    expect(await refused(mapped(''))).toEqual(['name-allowed A']);
    expect(await refused(mapped('name="__proto__"'))).toEqual(['name-allowed A']);
    expect(await refused(only('<scriptTask id="A" prepiska:result="__proto__"/>'))).toEqual(['name-allowed A']);
  });
});
