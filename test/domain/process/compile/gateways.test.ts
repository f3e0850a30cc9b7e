import { compile, element, process, refused } from './models';

const flows = (...pairs: string[]) =>
  pairs
    .map((pair) => {
      const [from, to] = pair.split('>');
      return `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
    })
    .join('');

describe('the elements from which a token can still come to a join', () => {
  it('are those before each flow, not past the gateway, in loops too', async () => {
    const xml = process(
      `<startEvent id="S"/><inclusiveGateway id="Split"/><task id="A"/><task id="B"/><inclusiveGateway id="Join"/><exclusiveGateway id="Again"/>
       ${flows('S>Split', 'Split>A', 'Split>B', 'A>Join', 'B>Join', 'Join>Again', 'Again>A')}`,
    );
    const { upstream } = await element(xml, 'Join', 'inclusive-gateway');
    expect(upstream['B_Join']).toEqual(['B', 'Split', 'S']);
    expect(new Set(upstream['A_Join'])).toEqual(new Set(['A', 'Split', 'Again', 'S']));
    expect((await element(xml, 'Split', 'inclusive-gateway')).upstream).toEqual({});
  });

  it('come over links and boundary events, and never from inside a sub-process', async () => {
    const xml = process(
      `<startEvent id="S"/><subProcess id="Sub"><task id="Inside"/></subProcess>
       <boundaryEvent id="Late" attachedToRef="Sub"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></boundaryEvent>
       <intermediateThrowEvent id="Throw"><linkEventDefinition name="l"/></intermediateThrowEvent>
       <intermediateCatchEvent id="Catch"><linkEventDefinition name="l"/></intermediateCatchEvent>
       <complexGateway id="Join"><activationCondition>activationCount &gt; 1</activationCondition></complexGateway>
       ${flows('S>Sub', 'Sub>Throw', 'Catch>Join', 'Late>Join')}`,
    );
    expect(await element(xml, 'Join', 'complex-gateway')).toMatchObject({
      activationCondition: 'activationCount > 1',
      upstream: { Catch_Join: ['Catch', 'Throw', 'Sub', 'S'], Late_Join: ['Late', 'Sub', 'S'] },
    });
  });

  it('are found in time for ten thousand elements, or the model is refused', async () => {
    const chain = (kind: string, length: number) =>
      process(
        `<startEvent id="T0"/>${Array.from({ length }, (_, index) => `<${kind} id="T${index + 1}"/>${flows(`T${index}>T${index + 1}`)}<sequenceFlow id="x${index}" sourceRef="T${index}" targetRef="T${index + 1}"/>`).join('')}`,
      );
    const begun = Date.now();
    expect(Object.keys((await compile(chain('inclusiveGateway', 300))).elements)).toHaveLength(302);
    expect((await refused(chain('inclusiveGateway', 3000)))[0]).toMatch(/^model-size/);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});

describe('flows', () => {
  it('keep to document order', async () => {
    const xml = process(
      `${flows('G>B', 'G>A')}<exclusiveGateway id="G"><outgoing>G_A</outgoing><outgoing>G_B</outgoing></exclusiveGateway><task id="A"/><task id="B"/>`,
    );
    expect((await element(xml, 'G', 'exclusive-gateway')).outgoing).toEqual(['G_B', 'G_A']);
  });

  it('stay inside of their process and sub-process, and have two ends', async () => {
    const sub = '<startEvent id="S"/><subProcess id="Sub"><task id="Inside"/></subProcess>';
    expect(await refused(process(`${sub}${flows('S>Inside')}`))).toContain('flow-scope S_Inside');
    expect(
      await refused(process(`<startEvent id="S"/>${flows('S>T')}`, '<process id="Q"><task id="T"/></process>')),
    ).toEqual(['flow-scope S_T']);
    expect(await refused(process('<startEvent id="S"/><sequenceFlow id="F" sourceRef="S"/>'))).toEqual(['flow-ends F']);
  });

  it('lead from an event-based gateway to what waits for events', async () => {
    const after = (content: string) =>
      process(`<startEvent id="S"/><eventBasedGateway id="G"/>${content}${flows('S>G', 'G>A')}`);
    expect(await refused(after('<task id="A"/>'))).toEqual(['event-gateway-targets G']);
    expect((await compile(after('<receiveTask id="A"/>'))).elements['G']?.outgoing).toEqual(['G_A']);
    expect(await refused(process(`<startEvent id="S"/><eventBasedGateway id="G"/>${flows('S>G')}`))).toEqual([
      'event-gateway-targets G',
    ]);
  });
});
