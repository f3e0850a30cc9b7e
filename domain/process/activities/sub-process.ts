import { addData, declaredAnew } from '../data/mappings';
import type { SubProcess } from '../graph';
import { changeScope, executionOf, type Run } from '../run';
import { beginContainer } from './container';

/** 13.3.4: its inside is a scope of its own, with its data objects and properties. */
export function performSubProcess(run: Run, subprocess: SubProcess, execution: string): void {
  addData(run, execution, executionOf(run, execution).of === undefined ? {} : declaredAnew(subprocess));
  changeScope(run, execution, { isContainer: true });
  beginContainer(run, execution);
}
