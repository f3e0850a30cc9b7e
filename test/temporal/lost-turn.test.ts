import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';

import type { Activities } from '../../activities';
import type { QuietPoint } from '../../domain/case-file';
import { TURN_LOST, type Happened, type Taken } from '../../domain/quiet-point';
import { bundleWorkflows } from '../../workflow-bundle';
import { compile, process } from '../domain/process/compile/models';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
}, 120_000);
afterAll(() => stack?.remove(), 60_000);

/** A system is asked when a timer fires, while a person has something to decide. */
const MODEL = process(`<startEvent id="Start"/><userTask id="Decide"/><endEvent id="Decided"/>
  <intermediateCatchEvent id="Wait"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
  <serviceTask id="Ask" prepiska:operation="ask"/><endEvent id="Asked"/>
  <sequenceFlow id="F1" sourceRef="Start" targetRef="Decide"/><sequenceFlow id="F2" sourceRef="Decide" targetRef="Decided"/>
  <sequenceFlow id="F3" sourceRef="Start" targetRef="Wait"/><sequenceFlow id="F4" sourceRef="Wait" targetRef="Ask"/>
  <sequenceFlow id="F5" sourceRef="Ask" targetRef="Asked"/>`);

const seqOf = ({ seq }: { readonly seq: number }): number => seq;
const eventOf = ({ entries }: QuietPoint): string => (entries[0]?.payload as unknown as Taken).event.type;

/** A database in which the decision has the place of the timer: a task of the workflow was lost that had written it. */
function afterALostTask() {
  const written = new Map<number, string>();
  const asked: number[][] = [];
  let decision: Happened | undefined;

  const record: Activities['record'] = async ({ seq, points }) => {
    const lost = decision && points.some((point) => point.seq === 2 && eventOf(point) === 'timer');
    if (lost) return { mail: [], agreed: 1, happened: decision ? [decision] : [] };
    for (const point of points) {
      written.set(point.seq, eventOf(point));
      const [item] = point.opened;
      if (!item) continue;
      const event = { type: 'complete', at: point.at, execution: item.execution, variables: {} } as const;
      decision = { event, actor: { id: 'a', name: { bg: 'А', en: 'A' }, positions: [] }, key: 'k' };
    }
    return { mail: [], agreed: seq, happened: [] };
  };

  const callOperation: Activities['callOperation'] = async ({ points }) => {
    asked.push(points.map(seqOf));
    if (points.some((point) => point.seq === 2)) throw ApplicationFailure.nonRetryable('Lost', TURN_LOST);
    for (const point of points) written.set(point.seq, eventOf(point));
    return { variables: { answer: 1 } };
  };
  return { written, asked, record, callOperation };
}

it('undoes a turn that rode along where another one was written, and takes it after that', async () => {
  const { written, asked, record, callOperation } = afterALostTask();
  const planned = { hash: 'h', graph: await compile(MODEL), status: 'in-progress', variables: {} } as const;
  const receive = async () => ({ outcome: { type: 'received' }, processes: [planned] });
  const address = stack.urls.temporal;
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  const worker = await Worker.create({
    ...{ connection: native, namespace: 'prepiska', taskQueue: 'lost-turn', workflowBundle: await bundleWorkflows() },
    activities: { receive, record, callOperation },
  });
  const { workflow } = new Client({ connection, namespace: 'prepiska' });

  await worker.runUntil(
    workflow.execute('lost-turn', {
      ...{ workflowId: 'lost-turn', taskQueue: 'lost-turn', args: [{ caseFileId: 'c' }] },
      workflowExecutionTimeout: '60 seconds',
    }),
  );
  await Promise.all([connection.close(), native.close()]);

  expect(asked).toEqual([[2], [3]]);
  expect(Object.fromEntries(written)).toEqual({ 1: 'start', 3: 'timer', 4: 'complete' });
}, 120_000);
