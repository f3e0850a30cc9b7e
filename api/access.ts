import type { CaseFile } from '../db/case-files';
import type { WorkItem } from '../db/work-items';
import type { CurrentActor } from './actor';

export type Access = 'own' | 'office';

/**
 * The applicant's account sees its own; an official sees what has come to a position of their own unit; an auditor and an operator
 * see everything. Whoever may not see a case file is told that there is none.
 */
export function accessTo(actor: CurrentActor, caseFile: CaseFile, workItems: readonly WorkItem[]): Access | undefined {
  if (caseFile.account === actor.id) return 'own';
  if (actor.roles.includes('auditor') || actor.roles.includes('operator')) return 'office';
  const theirs = new Set(actor.unitPositions);
  return workItems.some(({ candidates }) => candidates.some((position) => theirs.has(position))) ? 'office' : undefined;
}
