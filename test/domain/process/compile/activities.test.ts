import { element, only, process, refused } from './models';

const taskWith = (loop: string, beside = '') => only(`<task id="A">${loop}</task>${beside}`);
const loopOf = async (loop: string, beside = '') => (await element(taskWith(loop, beside), 'A', 'task')).loop;

describe('loops', () => {
  it('are standard', async () => {
    expect(await loopOf('<standardLoopCharacteristics/>')).toEqual({ kind: 'standard', testBefore: false });
    expect(
      await loopOf(
        '<standardLoopCharacteristics testBefore="1" loopMaximum="3"><loopCondition xsi:type="tFormalExpression">n &lt; 2</loopCondition></standardLoopCharacteristics>',
      ),
    ).toEqual({ kind: 'standard', testBefore: true, condition: 'n < 2', maximum: 3 });
  });

  it('are so many instances, or one for each item', async () => {
    expect(
      await loopOf(
        '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality><completionCondition>ok</completionCondition></multiInstanceLoopCharacteristics>',
      ),
    ).toEqual({ kind: 'multi-instance', sequential: true, cardinality: '3', completionCondition: 'ok', throws: [] });
    const each = `<multiInstanceLoopCharacteristics><loopDataInputRef>D</loopDataInputRef><loopDataOutputRef>D2</loopDataOutputRef>
      <inputDataItem id="I" name="item"/><outputDataItem id="O" name="made"/></multiInstanceLoopCharacteristics>`;
    expect(await loopOf(each, '<dataObject id="D" name="items"/><dataObject id="D2" name="results"/>')).toEqual({
      kind: 'multi-instance',
      sequential: false,
      collection: 'items',
      item: 'item',
      output: { name: 'results', expression: 'made' },
      outputItem: 'made',
      throws: [],
    });
  });

  it('throw as their behaviour says', async () => {
    const throwing = async (behaviour: string, content = '') => {
      const loop = `<multiInstanceLoopCharacteristics behavior="${behaviour}" noneBehaviorEventRef="Each" oneBehaviorEventRef="First"><loopCardinality>3</loopCardinality>${content}</multiInstanceLoopCharacteristics>`;
      const xml = process(
        `<startEvent id="S"/><task id="A">${loop}</task>`,
        '<signal id="Sig" name="Alarm"/><signalEventDefinition id="Each" signalRef="Sig"/><escalationEventDefinition id="First"/>',
      );
      const read = (await element(xml, 'A', 'task')).loop;
      return read?.kind === 'multi-instance' ? read.throws : undefined;
    };
    expect(await throwing('All')).toEqual([]);
    expect(await throwing('None')).toEqual([{ when: 'each', definition: { type: 'signal', signal: 'Alarm' } }]);
    expect(await throwing('One')).toEqual([{ when: 'first', definition: { type: 'escalation', code: null } }]);
    const complex =
      '<complexBehaviorDefinition><condition>n = 2</condition><event><signalEventDefinition signalRef="Sig"/></event></complexBehaviorDefinition>';
    expect(await throwing('Complex', complex)).toEqual([
      { when: { condition: 'n = 2' }, definition: { type: 'signal', signal: 'Alarm' } },
    ]);
  });

  it('are refused where their number is none', async () => {
    const counted = (cardinality: string) =>
      taskWith(
        `<multiInstanceLoopCharacteristics><loopCardinality>${cardinality}</loopCardinality></multiInstanceLoopCharacteristics>`,
      );
    expect(await refused(counted('-1'))).toEqual(['loop-count A']);
    expect(await refused(counted('2.5'))).toEqual(['loop-count A']);
    expect(await refused(taskWith('<multiInstanceLoopCharacteristics/>'))).toEqual(['loop-count A']);
    expect(await refused(taskWith('<standardLoopCharacteristics loopMaximum="-1"/>'))).toEqual(['quantity A']);
  });
});

describe('activities', () => {
  it('take and give one token unless told', async () => {
    expect(await element(only('<task id="A"/>'), 'A', 'task')).toMatchObject({
      startQuantity: 1,
      completionQuantity: 1,
    });
    const told = only('<task id="A" startQuantity="2" completionQuantity="3"/>');
    expect(await element(told, 'A', 'task')).toMatchObject({ startQuantity: 2, completionQuantity: 3 });
    for (const wrong of ['0', '-1', '1.5', 'two'])
      expect(await refused(only(`<task id="A" completionQuantity="${wrong}"/>`))).toEqual(['quantity A']);
  });

  it('are undone by the one associated with their compensation event, which is marked and not connected', async () => {
    const undone = (handler: string, more = '') =>
      only(
        `<task id="A"/><boundaryEvent id="B" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>${handler}<association id="As" associationDirection="One" sourceRef="B" targetRef="H"/>${more}`,
      );
    expect(await element(undone('<task id="H" isForCompensation="true"/>'), 'A', 'task')).toMatchObject({
      compensatedBy: 'H',
    });
    expect(await refused(undone('<task id="H"/>'))).toEqual(['compensation-handler H']);
    expect(
      await refused(
        undone('<task id="H" isForCompensation="true"/>', '<sequenceFlow id="F" sourceRef="A" targetRef="H"/>'),
      ),
    ).toEqual(['compensation-handler H']);
  });

  it('have a default flow of their own', async () => {
    const xml = (byDefault: string) =>
      process(
        `<startEvent id="S"/><task id="A" default="${byDefault}"/><task id="B"/><sequenceFlow id="F" sourceRef="S" targetRef="A"/><sequenceFlow id="G" sourceRef="A" targetRef="B"/>`,
      );
    expect(await element(xml('G'), 'A', 'task')).toMatchObject({ default: 'G', incoming: ['F'], outgoing: ['G'] });
    expect(await refused(xml('F'))).toEqual(['default-flow A']);
  });

  it('may be done by those whom the standard names', async () => {
    const owner = (content: string) => `<potentialOwner>${content}</potentialOwner>`;
    const expression = (feel: string) =>
      `<resourceAssignmentExpression><formalExpression>${feel}</formalExpression></resourceAssignmentExpression>`;
    const candidates = async (content: string) =>
      (
        await element(
          only(`<userTask id="A">${content}</userTask>`, '<resource id="R" name="clerks"/>'),
          'A',
          'user-task',
        )
      ).candidates;
    expect(await candidates('')).toBe('[]');
    expect(await candidates(owner(expression('officer')))).toBe('officer');
    expect(await candidates(owner('<resourceRef>R</resourceRef>'))).toBe('"clerks"');
    expect(
      await candidates(
        `${owner('<resourceRef>R</resourceRef>')}<humanPerformer>${expression('officer')}</humanPerformer>`,
      ),
    ).toBe('flatten(["clerks", officer])');
  });
});
