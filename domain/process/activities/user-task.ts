import { DomainError } from '../../errors';
import type { JsonObject } from '../../json';
import { feel } from '../data/variables';
import type { ElementOf } from '../graph';
import { insideOf, type Run } from '../run';

/** 13.3.3: a person is asked, one of those whom the candidates name. */
export function openWorkItem(
  run: Run,
  task: ElementOf<'user-task' | 'manual-task'>,
  execution: string,
  inputs: JsonObject,
): void {
  const { id, name } = task;
  const { form, candidates } =
    task.kind === 'user-task'
      ? { form: task.form, candidates: candidatesOf(run, task, execution) }
      : { form: '', candidates: [] };
  run.effects.push({ type: 'open-work-item', execution, element: id, name, candidates, form, inputs });
}

function candidatesOf(run: Run, { id, candidates }: ElementOf<'user-task'>, execution: string): string[] {
  // A model that names nobody is meant for the simulator: the catalogue refuses it.
  if (candidates === '[]') return [];
  const value = feel(run, insideOf(run, execution), candidates);
  const positions = (Array.isArray(value) ? value : [value]).filter((position) => typeof position === 'string');
  if (positions.length === 0)
    throw new DomainError(
      'SERVICE_INVALID',
      `Nobody is a candidate for ${id}: "${candidates}" gives ${JSON.stringify(value)}`,
    );
  return positions;
}
