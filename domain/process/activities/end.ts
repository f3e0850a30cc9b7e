import { close } from '../cancel';
import { closeLocals } from '../data/mappings';
import { compensateNext } from '../events/compensation';
import { leave } from '../flows';
import type { Activity } from '../graph';
import { executionOf, type Run } from '../run';
import { afterActivity } from './ad-hoc-sub-process';

/** The whole activity, with all its instances, is over: its token goes on. */
export function endActivity(run: Run, execution: string, activity: Activity): void {
  const { scope, for: purpose } = executionOf(run, execution);
  closeLocals(run, execution, activity);
  close(run, execution);
  if (purpose !== undefined) return compensateNext(run, purpose);
  if (activity.kind === 'event-sub-process') return;
  if (!afterActivity(run, scope)) leave(run, activity, scope, activity.completionQuantity);
}
