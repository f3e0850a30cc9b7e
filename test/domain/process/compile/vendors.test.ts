import { element, only, refused, told } from './models';

const zeebe = (content: string) => `<extensionElements>${content}</extensionElements>`;

describe('models drawn for Camunda 8', () => {
  it('give operations, forms, people, scripts and decisions', async () => {
    const service = only(`<serviceTask id="A">${zeebe('<z:taskDefinition type="pay"/>')}</serviceTask>`);
    expect(await element(service, 'A', 'service-task')).toMatchObject({ operation: 'pay' });
    const user = only(
      `<userTask id="A">${zeebe('<z:formDefinition formId="f"/><z:assignmentDefinition assignee="=boss" candidateGroups="a, b"/>')}</userTask>`,
    );
    expect(await element(user, 'A', 'user-task')).toMatchObject({
      form: 'f',
      candidates: 'flatten([boss, ["a", "b"]])',
    });
    const script = only(
      `<scriptTask id="A">${zeebe('<z:script expression="=1 + n" resultVariable="m"/>')}</scriptTask>`,
    );
    expect(await element(script, 'A', 'script-task')).toMatchObject({ script: '1 + n', result: 'm' });
    const rule = only(
      `<businessRuleTask id="A">${zeebe('<z:calledDecision decisionId="D" resultVariable="m"/>')}</businessRuleTask>`,
    );
    expect(await element(rule, 'A', 'business-rule-task')).toMatchObject({ decision: 'D', result: 'm' });
  });

  it('give mappings and loops', async () => {
    const xml = only(
      `<task id="A">${zeebe('<z:ioMapping><z:input source="=a + 1" target="x"/><z:input source="text" target="y"/><z:output source="=x" target="b"/></z:ioMapping>')}
       <multiInstanceLoopCharacteristics>${zeebe('<z:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=x"/>')}</multiInstanceLoopCharacteristics></task>`,
    );
    expect(await element(xml, 'A', 'task')).toMatchObject({
      inputs: [
        { name: 'x', expression: 'a + 1' },
        { name: 'y', expression: '"text"' },
      ],
      outputs: [{ name: 'b', expression: 'x' }],
      loop: { collection: 'items', item: 'item', output: { name: 'results', expression: 'x' } },
    });
  });
});

describe('models drawn for Camunda 7', () => {
  it('give operations, forms, people and decisions', async () => {
    const service = only('<serviceTask id="A" c7:type="external" c7:topic="pay"/>');
    expect(await element(service, 'A', 'service-task')).toMatchObject({ operation: 'pay' });
    const user = only('<userTask id="A" c7:formKey="f" c7:candidateGroups="a,b"/>');
    expect(await element(user, 'A', 'user-task')).toMatchObject({ form: 'f', candidates: '["a", "b"]' });
    expect(await element(only('<userTask id="A" c7:assignee="${boss}"/>'), 'A', 'user-task')).toMatchObject({
      candidates: 'boss',
    });
    const rule = only('<businessRuleTask id="A" c7:decisionRef="D" c7:resultVariable="m"/>');
    expect(await element(rule, 'A', 'business-rule-task')).toMatchObject({ decision: 'D', result: 'm' });
  });

  it('give mappings of text, names, lists and maps, and loops over a variable', async () => {
    const parameters = `<c7:inputParameter name="a">text</c7:inputParameter><c7:inputParameter name="b">\${order.id}</c7:inputParameter>
      <c7:inputParameter name="c"><c7:list><c7:value>1</c7:value><c7:value>\${x}</c7:value></c7:list></c7:inputParameter>
      <c7:inputParameter name="d"><c7:map><c7:entry key="k">v</c7:entry></c7:map></c7:inputParameter>
      <c7:outputParameter name="e">\${a}</c7:outputParameter>`;
    const xml = only(
      `<task id="A">${zeebe(`<c7:inputOutput>${parameters}</c7:inputOutput>`)}<multiInstanceLoopCharacteristics c7:collection="\${items}" c7:elementVariable="item"/></task>`,
    );
    expect(await element(xml, 'A', 'task')).toMatchObject({
      inputs: [
        { name: 'a', expression: '"text"' },
        { name: 'b', expression: 'order.id' },
        { name: 'c', expression: '["1", x]' },
        { name: 'd', expression: '{"k": "v"}' },
      ],
      outputs: [{ name: 'e', expression: 'a' }],
      loop: { collection: 'items', item: 'item' },
    });
  });

  it('run a value that is computed as a script, where it is a mere name; one that calls a method is a service', async () => {
    const service = (expression: string) =>
      only(`<serviceTask id="A" c7:expression="${expression}" c7:resultVariable="m"/>`);
    expect(await element(service('${order.id}'), 'A', 'script-task')).toMatchObject({
      script: 'order.id',
      result: 'm',
    });
    expect(await refused(service('${a + 1}'))).toEqual(['expression-language A']);
    expect(await told(service('${a + 1}'))).toContain('In FEEL: a + 1');
    expect(await element(service('${bean.run(execution)}'), 'A', 'service-task')).toMatchObject({ operation: '' });
    expect(await element(only('<serviceTask id="A" c7:class="org.example.Pay"/>'), 'A', 'service-task')).toBeDefined();
  });

  it('give to a called process what they name, or all', async () => {
    const call = (content: string) =>
      only(
        `<callActivity id="A" calledElement="\${which}"><extensionElements>${content}</extensionElements></callActivity>`,
      );
    const some = `<c7:in source="a" target="b"/><c7:in sourceExpression="\${c}" target="d"/><c7:in businessKey="k"/><c7:out source="e" target="f"/>`;
    expect(await element(call(some), 'A', 'call-activity')).toMatchObject({
      calls: '=which',
      inputs: [
        { name: 'b', expression: 'a' },
        { name: 'd', expression: 'c' },
      ],
      outputs: [{ name: 'f', expression: 'e' }],
    });
    const all = '<c7:in variables="all"/><c7:out variables="all"/>';
    expect(await element(call(all), 'A', 'call-activity')).toMatchObject({ inputs: [], outputs: [] });
    expect(await refused(call(`${some}${all}`))).toEqual(['call-mapping A', 'call-mapping A']);
  });

  it('are refused where a value is computed in another language', async () => {
    const xml = (value: string) =>
      only(
        `<task id="A">${zeebe(`<c7:inputOutput><c7:inputParameter name="a">${value}</c7:inputParameter></c7:inputOutput>`)}</task>`,
      );
    expect(await refused(xml('${a == b}'))).toEqual(['expression-language A']);
    expect(await told(xml('${a == b}'))).toContain('In FEEL: a = b');
    expect(await refused(xml('<c7:script scriptFormat="groovy">1</c7:script>'))).toEqual(['expression-language A']);
  });
});

it('ours come before all others, whatever prefix they are written with', async () => {
  const xml = only('<serviceTask id="A" x:operation="ours" c7:topic="theirs" xmlns:x="urn:prepiska:bpmn:1"/>');
  expect(await element(xml, 'A', 'service-task')).toMatchObject({ operation: 'ours' });
});

describe('extensions that would be executed otherwise', () => {
  it('are refused: a script in another file, a value inside of another, a choice of what begins', async () => {
    expect(await refused(only('<scriptTask id="A" scriptFormat="feel" c7:resource="a.feel"/>'))).toEqual([
      'vendor-extension A',
    ]);
    const mapped = (target: string) =>
      only(`<task id="A">${zeebe(`<z:ioMapping><z:input source="=a" target="${target}"/></z:ioMapping>`)}</task>`);
    expect((await element(mapped('order'), 'A', 'task')).inputs).toHaveLength(1);
    expect(await refused(mapped('order.id'))).toEqual(['vendor-extension A']);
    const adHoc = (attributes: string) =>
      only(`<adHocSubProcess id="A">${zeebe(`<z:adHoc ${attributes}/>`)}<task id="T"/></adHocSubProcess>`);
    expect(await element(adHoc(''), 'A', 'ad-hoc-sub-process')).toBeDefined();
    expect(await refused(adHoc('activeElementsCollection="=xs"'))).toEqual(['vendor-extension A']);
  });
});
