import type { Json, JsonObject } from '../../json';
import { giveResult } from '../data/mappings';
import { remember } from '../events/compensation';
import type { Activity } from '../graph';
import { guard } from '../incident';
import { elementOf, executionOf, type Run } from '../run';
import { endActivity } from './end';
import { completeInstanceOf } from './multi-instance';
import { iterate } from './standard-loop';

/** One instance of an activity is done. A fault on the way keeps the result, so that it can be completed again. */
export function completeInstance(run: Run, execution: string, result: JsonObject, script?: Json): void {
  const about = executionOf(run, execution);
  const activity = elementOf(run, about.element) as Activity;
  const act = (): void => {
    giveResult(run, execution, activity, result, ownNames(activity));
    if (activity.loop?.kind === 'multi-instance' && about.of !== undefined)
      return completeInstanceOf(run, execution, activity, () => finish(run, execution, activity, script));
    finish(run, execution, activity, script);
    if (about.of === undefined) endActivity(run, execution, activity);
    else iterate(run, execution, about.of, activity);
  };
  guard(run, { ...about, stage: 'complete', result }, act, execution);
}

function finish(run: Run, execution: string, activity: Activity, script: Json | undefined): void {
  remember(run, execution, activity);
  run.trace.push({
    ...{ at: run.at, element: activity.id, event: 'left' },
    ...(script !== undefined && { result: script }),
  });
}

/** Names that a result fills in the execution itself. */
const ownNames = ({ locals, loop }: Activity): readonly string[] =>
  loop?.kind === 'multi-instance' && loop.outputItem !== undefined ? [...locals, loop.outputItem] : locals;
