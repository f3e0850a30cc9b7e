import { DomainError } from '../../errors';
import { cancel, empty, unsubscribe } from '../cancel';
import { fireBoundary } from '../events/boundary-event';
import { compensateNext } from '../events/compensation';
import type { Activity } from '../graph';
import { changeExecution, changeScope, elementOf, executionOf, scopeOf, type Run } from '../run';
import { ROOT } from '../state';

/** 13.3.4: all that goes on in the transaction ends, what was done in it is undone, and its cancel event goes on. */
export function cancelTransaction(run: Run, from: string): void {
  const transaction = transactionAround(run, from);
  if (transaction === undefined)
    throw new DomainError('SERVICE_INVALID', 'A cancel event stands outside a transaction');
  empty(run, transaction);
  unsubscribe(run, executionOf(run, transaction).of ?? transaction);
  const { completed = [] } = scopeOf(run, transaction);
  changeScope(run, transaction, { completed: [] });
  changeExecution(run, transaction, { compensating: completed });
  compensateNext(run, transaction);
}

function transactionAround(run: Run, from: string): string | undefined {
  for (let id: string | null = from; id !== null;) {
    const { element, parent, isolated } = scopeOf(run, id);
    if (elementOf(run, element).kind === 'transaction') return id;
    id = isolated ? null : parent;
  }
  return undefined;
}

/** It is undone. Without an event that catches it the whole process counts as cancelled when the rest of it is over. */
export function finishCancel(run: Run, transaction: string): void {
  const { of, element } = executionOf(run, transaction);
  const execution = of ?? transaction;
  const event = (elementOf(run, element) as Activity).boundaries
    .map((id) => elementOf(run, id))
    .filter((boundary) => boundary.kind === 'boundary-event')
    .find(({ definitions }) => definitions.some(({ type }) => type === 'cancel'));
  if (event) return fireBoundary(run, event, execution);
  cancel(run, execution);
  changeScope(run, ROOT, { isCancelled: true });
}
