import {
  chain,
  dataInput,
  dataOutput,
  definitions,
  element,
  feel,
  flow,
  processOf,
  thrownInput,
} from '../../../support/models';

/** Models with all kinds of elements, for whatever may happen to them. */

const SHARED = [
  element('message', { id: 'Paid', name: 'paid' }),
  element('signal', { id: 'Alarm', name: 'alarm' }),
  element('error', { id: 'E1', errorCode: 'E1' }),
  element('escalation', { id: 'Late', escalationCode: 'late' }),
];

const on = (kind: string, more: Readonly<Record<string, string>> = {}, ...content: readonly string[]): string =>
  element(`${kind}EventDefinition`, more, ...content);

const timer = (tag: 'timeDuration' | 'timeCycle', value: string): string => on('timer', {}, feel(tag, value));

const task = (id: string, ...content: readonly string[]): string => element('userTask', { id }, ...content);

const boundary = (id: string, attachedToRef: string, isInterrupting: boolean, definition: string): string =>
  element('boundaryEvent', { id, attachedToRef, cancelActivity: isInterrupting }, definition);

const simple = (tag: string, ...ids: readonly string[]): string => ids.map((id) => element(tag, { id })).join('\n');

/** Events of every kind, at every place. */
const EVENTS = definitions(
  ...SHARED,
  processOf(
    'Events',
    simple('startEvent', 'Start'),
    simple('parallelGateway', 'Split'),
    element('eventBasedGateway', { id: 'Choose' }),
    element('intermediateCatchEvent', { id: 'ByMessage' }, on('message', { messageRef: 'Paid' })),
    element('intermediateCatchEvent', { id: 'ByTimer' }, timer('timeDuration', 'PT1H')),
    element('intermediateCatchEvent', { id: 'ByCondition' }, on('conditional', {}, feel('condition', 'a = 1'))),
    task('Work'),
    boundary('OnAlarm', 'Work', false, on('signal', { signalRef: 'Alarm' })),
    boundary('OnCycle', 'Work', false, timer('timeCycle', 'R3/PT1H')),
    boundary('OnLate', 'Work', false, on('escalation', { escalationRef: 'Late' })),
    boundary('OnError', 'Work', true, on('error', { errorRef: 'E1' })),
    boundary('OnCondition', 'Work', true, on('conditional', {}, feel('condition', 'b = 1'))),
    task('After'),
    element('receiveTask', { id: 'Receive', messageRef: 'Paid' }),
    element('intermediateThrowEvent', { id: 'Shout' }, on('signal', { signalRef: 'Alarm' })),
    element('intermediateThrowEvent', { id: 'Escalate' }, on('escalation', { escalationRef: 'Late' })),
    element(
      'subProcess',
      { id: 'OnPaid', triggeredByEvent: true },
      element('startEvent', { id: 'PaidStart', isInterrupting: false }, on('message', { messageRef: 'Paid' })),
      task('PaidWork'),
      simple('endEvent', 'PaidEnd'),
      chain('PaidStart', 'PaidWork', 'PaidEnd'),
    ),
    element(
      'subProcess',
      { id: 'OnFault', triggeredByEvent: true },
      element('startEvent', { id: 'FaultStart' }, on('error', {})),
      task('FaultWork'),
      element('endEvent', { id: 'FaultEnd' }, on('error', { errorRef: 'E1' })),
      chain('FaultStart', 'FaultWork', 'FaultEnd'),
    ),
    simple('endEvent', 'End', 'End2', 'End3', 'End4', 'End5', 'End6', 'End7'),
    element('endEvent', { id: 'Stop' }, on('terminate')),
    chain('Start', 'Split', 'Choose', 'ByMessage', 'Shout', 'End'),
    chain('Choose', 'ByTimer', 'Escalate', 'End2'),
    chain('Choose', 'ByCondition', 'Stop'),
    chain('Split', 'Work', 'Receive', 'End3'),
    chain('OnAlarm', 'After', 'End4'),
    chain('OnCycle', 'End5'),
    chain('OnLate', 'End6'),
    chain('OnError', 'End7'),
    flow('OnCondition-End7', 'OnCondition', 'End7'),
  ),
);

const multiple = (isSequential: boolean, count: string, ...more: readonly string[]): string =>
  element('multiInstanceLoopCharacteristics', { isSequential }, feel('loopCardinality', count), ...more);

/** Markers, calls and an ad-hoc sub-process. */
const ACTIVITIES = definitions(
  ...SHARED,
  processOf(
    'Activities',
    simple('startEvent', 'Start'),
    simple('parallelGateway', 'Split', 'Join'),
    task('Each', multiple(false, '3', feel('completionCondition', 'numberOfCompletedInstances >= c'))),
    boundary('EachError', 'Each', true, on('error', {})),
    task('InTurn', multiple(true, 'c + 1')),
    task(
      'Again',
      element('standardLoopCharacteristics', { testBefore: true, loopMaximum: 4 }, feel('loopCondition', 'a < 2')),
    ),
    element(
      'subProcess',
      { id: 'EachInside' },
      multiple(false, '2'),
      simple('startEvent', 'InsideStart'),
      task('Inside'),
      element('endEvent', { id: 'InsideEnd' }, on('terminate')),
      chain('InsideStart', 'Inside', 'InsideEnd'),
    ),
    element('callActivity', { id: 'Call', calledElement: 'Called' }),
    boundary('CallError', 'Call', true, on('error', { errorRef: 'E1' })),
    element(
      'adHocSubProcess',
      { id: 'AdHoc', ordering: 'Sequential' },
      task('First'),
      task('Second'),
      feel('completionCondition', 'b = 2'),
    ),
    simple('endEvent', 'End', 'End2'),
    chain('Start', 'Split', 'Each', 'InTurn', 'Join', 'End'),
    chain('Split', 'Again', 'EachInside', 'Join'),
    chain('Split', 'Call', 'AdHoc', 'Join'),
    chain('EachError', 'End2'),
    flow('CallError-End2', 'CallError', 'End2'),
  ),
  processOf(
    'Called',
    simple('startEvent', 'CalledStart'),
    task('CalledWork'),
    simple('exclusiveGateway', 'Decide'),
    element('endEvent', { id: 'CalledError' }, on('error', { errorRef: 'E1' })),
    simple('endEvent', 'CalledEnd'),
    chain('CalledStart', 'CalledWork', 'Decide'),
    flow('Decide-CalledError', 'Decide', 'CalledError', 'a = 1'),
    flow('Decide-CalledEnd', 'Decide', 'CalledEnd', 'a = 2'),
  ),
);

/** A transaction, compensation, and a complex gateway. */
const UNDOING = definitions(
  ...SHARED,
  processOf(
    'Undoing',
    simple('startEvent', 'Start'),
    element(
      'transaction',
      { id: 'Deal' },
      simple('startEvent', 'DealStart'),
      simple('parallelGateway', 'DealSplit'),
      task('Book'),
      boundary('Unbook', 'Book', true, on('compensate')),
      element('userTask', { id: 'UndoBook', isForCompensation: true }),
      element('association', { id: 'A1', sourceRef: 'Unbook', targetRef: 'UndoBook', associationDirection: 'One' }),
      task('Pay'),
      simple('exclusiveGateway', 'Well'),
      element('endEvent', { id: 'Cancel' }, on('cancel')),
      simple('endEvent', 'DealEnd', 'DealEnd2'),
      chain('DealStart', 'DealSplit', 'Book', 'DealEnd'),
      chain('DealSplit', 'Pay', 'Well'),
      flow('Well-Cancel', 'Well', 'Cancel', 'a = 1'),
      flow('Well-DealEnd2', 'Well', 'DealEnd2', 'a != 1'),
    ),
    boundary('OnCancel', 'Deal', true, on('cancel')),
    task('Ship'),
    boundary('Unship', 'Ship', true, on('compensate')),
    element('userTask', { id: 'UndoShip', isForCompensation: true }),
    element('association', { id: 'A2', sourceRef: 'Unship', targetRef: 'UndoShip', associationDirection: 'One' }),
    simple('parallelGateway', 'Split'),
    task('X', multiple(false, '2')),
    task('Y'),
    task('Z'),
    element('complexGateway', { id: 'Complex' }, feel('activationCondition', 'activationCount >= 2')),
    element('intermediateThrowEvent', { id: 'UndoAll' }, on('compensate')),
    simple('endEvent', 'End', 'End2'),
    chain('Start', 'Deal', 'Ship', 'Split', 'X', 'Complex', 'UndoAll', 'End'),
    chain('Split', 'Y', 'Complex'),
    chain('Split', 'Z', 'Complex'),
    chain('OnCancel', 'End2'),
  ),
);

const READS = { from: 'Kept_ref', name: 'held' };

/** Data stores, read and written by all that can, with what interrupts them. */
const STORES = definitions(
  ...SHARED,
  element('dataStore', { id: 'Kept', name: 'kept' }),
  processOf(
    'Stores',
    element('dataStoreReference', { id: 'Kept_ref', dataStoreRef: 'Kept' }),
    simple('startEvent', 'Start'),
    simple('parallelGateway', 'Split', 'Join'),
    task('Write', dataOutput({ id: 'Made', name: 'made', to: 'Kept_ref' })),
    task('Read', dataInput({ ...READS, id: 'HeldByOne' })),
    boundary('OnAlarm', 'Read', true, on('signal', { signalRef: 'Alarm' })),
    boundary('OnHour', 'Read', false, timer('timeDuration', 'PT1H')),
    boundary('OnCondition', 'Read', false, on('conditional', {}, feel('condition', 'kept.a = 1'))),
    task('Each', dataInput({ ...READS, id: 'HeldByEach' }), multiple(false, 'held.b')),
    element(
      'intermediateThrowEvent',
      { id: 'Shout' },
      thrownInput({ ...READS, id: 'HeldByEvent' }),
      on('signal', { signalRef: 'Alarm' }),
    ),
    simple('endEvent', 'End', 'End2', 'End3', 'End4'),
    chain('Start', 'Split', 'Write', 'Join', 'End'),
    chain('Split', 'Read', 'Join'),
    chain('Split', 'Each', 'Shout', 'Join'),
    chain('OnAlarm', 'End2'),
    chain('OnHour', 'End3'),
    chain('OnCondition', 'End4'),
  ),
);

export const EVERYTHING: Readonly<Record<string, string>> = { EVENTS, ACTIVITIES, UNDOING, STORES };
