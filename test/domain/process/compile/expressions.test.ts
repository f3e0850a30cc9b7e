import { compile, element, file, only, process, refused, told } from './models';

const conditioned = (condition: string, attributes = 'xsi:type="tFormalExpression"') =>
  process(
    `<startEvent id="S"/><task id="B"/><task id="A"/><sequenceFlow id="S_B" sourceRef="S" targetRef="B"/><sequenceFlow id="F" sourceRef="B" targetRef="A"><conditionExpression ${attributes}>${condition}</conditionExpression></sequenceFlow>`,
  );

const conditionOf = async (xml: string) => (await compile(xml)).flows['F']?.condition;

describe('expressions', () => {
  it('are FEEL, with or without the equals sign of some modelers', async () => {
    expect(await conditionOf(conditioned('amount &gt; 5'))).toBe('amount > 5');
    expect(await conditionOf(conditioned('= amount &gt; 5', ''))).toBe('amount > 5');
  });

  it.each(['feel', 'FEEL', 'application/feel', 'https://www.omg.org/spec/DMN/20191111/FEEL/'])(
    'may name FEEL as %s',
    async (language) => {
      expect(await conditionOf(conditioned('ok', `xsi:type="tFormalExpression" language="${language}"`))).toBe('ok');
    },
  );

  it('are FEEL too where the file names XPath for want of a choice', async () => {
    const xml = conditioned('ok').replace('id="Definitions"', 'expressionLanguage="http://www.w3.org/1999/XPath"');
    expect(await conditionOf(xml)).toBe('ok');
  });

  it('are FEEL where they are a mere name of JUEL', async () => {
    expect(await conditionOf(conditioned('${order.isPaid}'))).toBe('order.isPaid');
    expect(await refused(conditioned('${ok}', 'xsi:type="tFormalExpression" language="groovy"'))).toEqual([
      'expression-language F',
    ]);
  });

  it('are FEEL where they name XPath themselves too, but for what only XPath means', async () => {
    const xpath = 'xsi:type="tFormalExpression" language="http://www.w3.org/1999/XPath"';
    expect(await conditionOf(conditioned('amount &gt; 5', xpath))).toBe('amount > 5');
    expect(await refused(conditioned('true()', xpath))).toEqual(['expression-language F']);
    expect(await told(conditioned('true()', xpath))).toContain('In FEEL: true');
  });

  it('are not read on a default flow, which the standard has ignored', async () => {
    expect(
      await conditionOf(conditioned('${otherwise or not}').replace('id="B"', 'id="B" default="F"')),
    ).toBeUndefined();
  });

  it('are refused in another language, by whatever it is named', async () => {
    expect(await refused(conditioned('ok', 'xsi:type="tFormalExpression" language="groovy"'))).toEqual([
      'expression-language F',
    ]);
    expect(await refused(conditioned('${ok || late}'))).toEqual(['expression-language F']);
    expect(
      await refused(conditioned('ok').replace('id="Definitions"', 'expressionLanguage="http://www.java.com/java"')),
    ).toEqual(['expression-language F']);
    expect(await refused(only('<scriptTask id="A" scriptFormat="javascript"><script>1</script></scriptTask>'))).toEqual(
      ['expression-language A'],
    );
  });

  it.each([
    ['${amount &gt; 5 &amp;&amp; !ok}', 'amount > 5 and not(ok)'],
    ["${status == 'open'}", 'status = "open"'],
    ['#{a || b}', 'a or b'],
    ['${execution.getVariable("x") != null}', 'x != null'],
    ['${not done and total ge 3}', 'not(done) and total >= 3'],
    ["${name == 'a &amp;&amp; b'}", 'name = "a && b"'],
    ['${!(a == b)}', 'not(a = b)'],
    ['${nrOfCompletedInstances/nrOfInstances ge 0.5}', 'numberOfCompletedInstances/numberOfInstances >= 0.5'],
  ])('offer FEEL for %s', async (juel, feel) => {
    expect(await told(conditioned(juel))).toContain(`In FEEL: ${feel}`);
  });

  it.each(['${bean.method(x)}', '${a ? b : c}', '${list.size() > 0}'.replace('>', '&gt;')])(
    'offer nothing for %s, which could mean anything',
    async (juel) => {
      expect(await told(conditioned(juel))).not.toContain('In FEEL:');
    },
  );

  it('are refused where they are not well-formed, with the place', async () => {
    expect(await refused(conditioned('amount &gt;'))).toEqual(['expression-syntax F']);
    expect(await told(conditioned('a == b'))).toContain('from "== b" on');
    expect(await told(conditioned('a &amp;&amp; b'))).toContain('In FEEL: a and b');
    expect(await refused(only('<scriptTask id="A"><script>[1, 2</script></scriptTask>'))).toEqual([
      'expression-syntax A',
    ]);
  });

  it('are refused as conditions where they are no boolean', async () => {
    for (const literal of ['"yes"', '5', '-1.5', '[true]', '{a: 1}'])
      expect(await refused(conditioned(literal))).toEqual(['condition-boolean F']);
    for (const condition of ['true', 'answer', 'answer = "yes"', '"a" = "b"'])
      expect(await conditionOf(conditioned(condition))).toBe(condition);
  });

  it('of a script task are its script; without a format they are FEEL', async () => {
    const xml = only('<scriptTask id="A" prepiska:result="sum"><script>= a + b</script></scriptTask>');
    expect(await element(xml, 'A', 'script-task')).toMatchObject({ script: 'a + b', result: 'sum' });
    const global = file(
      '<process id="P"><startEvent id="S"/></process><globalScriptTask id="G" scriptLanguage="feel"><script>n + 1</script></globalScriptTask>',
    );
    expect(await element(global, 'G', 'script-task')).toMatchObject({ script: 'n + 1', result: null, container: null });
  });

  it('that would take too long to read are refused at once', async () => {
    const begun = Date.now();
    const scripts = Array.from(
      { length: 200 },
      (_, index) => `<scriptTask id="T${index}"><script>${'a b + '.repeat(900)}${index}</script></scriptTask>`,
    );
    await refused(process(`<startEvent id="S"/>${scripts.join('')}`));
    await refused(only(`<scriptTask id="A"><script>${'word '.repeat(20_000)}</script></scriptTask>`));
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});
