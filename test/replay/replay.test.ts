import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { historyFromJSON, type History, type Payload } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker, makeTelemetryFilterString } from '@temporalio/worker';

import { failureConverterPath } from '../../temporal';
import { bundleWorkflows } from '../../workflow-bundle';

/** Case files that were carried to their end on a real stack; `record.ts` saves another. */
const HISTORIES = join('test', 'replay', 'histories');
const names = readdirSync(HISTORIES).map((file) => file.replace(/\.json$/, ''));

type Event = NonNullable<History['events']>[number];

let workflowBundle: { code: string };
beforeAll(async () => {
  // The worker need not tell about the histories that are wrong on purpose.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter } } });
  workflowBundle = await bundleWorkflows();
});

const readEvents = (name: string): Event[] =>
  historyFromJSON(JSON.parse(readFileSync(join(HISTORIES, `${name}.json`), 'utf8'))).events ?? [];

const replay = (events: Event[]): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle, dataConverter: { failureConverterPath } }, { events });

const violation = (why: RegExp) => ({
  name: 'DeterminismViolationError',
  message: expect.stringMatching(why) as string,
});

describe.each(names)('the case file of %s', (name) => {
  it('was recorded with the flags without which a replay compares no names', () => {
    const [flags] = readEvents(name).flatMap(({ workflowTaskCompletedEventAttributes: task }) =>
      task ? [task.sdkMetadata?.coreUsedFlags ?? []] : [],
    );

    expect(flags).toEqual(expect.arrayContaining([1, 2, 3]));
  });

  it('goes the same way again', async () => {
    await expect(replay(readEvents(name))).resolves.toBeUndefined();
  });

  it('is refused when two of its local activities are in the wrong order', async () => {
    const events = readEvents(name);
    exchange(localActivitiesOf(events));

    await expect(replay(events)).rejects.toMatchObject(violation(/Missing associated machine for LocalActivity/));
  });

  it('is compared to its end', async () => {
    const events = readEvents(name);
    rename(localActivitiesOf(events).at(-1), 'somethingElse');

    await expect(replay(events)).rejects.toMatchObject(
      violation(/recorded marker 'somethingElse' does not match activity type of local activity command 'record'/),
    );
  });
});

describe('a workflow that no longer fits its history is refused', () => {
  it('when it called another local activity', async () => {
    const events = readEvents('2128-certificate');
    rename(localActivitiesOf(events)[0], 'somethingElse');

    await expect(replay(events)).rejects.toMatchObject(
      violation(/recorded marker 'somethingElse' does not match activity type of local activity command 'receive'/),
    );
  });

  it('when an operation was another activity', async () => {
    const events = readEvents('2128-certificate');
    const scheduled = find(events, 'activityTaskScheduledEventAttributes');
    scheduled.activityType = { name: 'somethingElse' };

    await expect(replay(events)).rejects.toMatchObject(
      violation(/scheduled event 'somethingElse' does not match activity type of activity command 'callOperation'/),
    );
  });

  it('when an operation had another place in the order', async () => {
    const events = readEvents('2128-certificate');
    const scheduled = find(events, 'activityTaskScheduledEventAttributes');
    scheduled.activityId = '77';

    await expect(replay(events)).rejects.toMatchObject(violation(/Activity id of scheduled event '77' does not match/));
  });

  it('when the answer to a decision came before its timer was cancelled', async () => {
    const events = readEvents('2016-returned-then-approved');
    exchangeWithNext(
      events,
      events.findIndex(({ timerCanceledEventAttributes: cancelled }) => cancelled),
    );

    await expect(replay(events)).rejects.toMatchObject(
      violation(/Timer machine does not handle this event: .*WorkflowExecutionUpdateCompleted/),
    );
  });
});

it('compares no names in a history without flags: that is why each must carry them', async () => {
  const events = readEvents('2128-certificate');
  rename(localActivitiesOf(events)[0], 'somethingElse');
  for (const { workflowTaskCompletedEventAttributes: task } of events) if (task) task.sdkMetadata = null;

  await expect(replay(events)).resolves.toBeUndefined();
});

function find<Name extends keyof Event>(events: readonly Event[], name: Name): NonNullable<Event[Name]> {
  const attributes = events.map((event) => event[name]).find((candidate) => candidate);
  if (!attributes) throw new Error(`The history has no ${name}`);
  return attributes;
}

/** What the worker notes about each local activity: its number in the order, its name. */
const localActivitiesOf = (events: readonly Event[]): Payload[] =>
  events.flatMap(({ markerRecordedEventAttributes: marker }) => marker?.details?.data?.payloads ?? []);

function rename(note: Payload | undefined, name: string): void {
  const read = JSON.parse(Buffer.from(note?.data ?? []).toString()) as object;
  if (note) note.data = Buffer.from(JSON.stringify({ ...read, activity_type: name }));
}

function exchange([first, second]: readonly Payload[]): void {
  if (!first || !second) throw new Error('The history has no two local activities');
  [first.data, second.data] = [second.data ?? null, first.data ?? null];
}

/** Only for events that no later one refers to by number. */
function exchangeWithNext(events: Event[], index: number): void {
  const [one, next] = events.slice(index, index + 2);
  if (!one || !next) throw new Error('The history has no such event');
  events.splice(index, 2, { ...next, eventId: one.eventId ?? null }, { ...one, eventId: next.eventId ?? null });
}
