import type { Permissions } from '../permissions';
import type { Change } from './change';

/**
 * What later revisions changed, divided by what a signature permits (ISO 32000-1, 12.8.2.2; EN 319 142-1, 5.5). The steps are in
 * their order: a field that was empty when signed may be filled, and corrected afterwards.
 */
export function dividePermitted(
  steps: readonly (readonly Change[])[],
  permissions: Permissions,
): { readonly permitted: readonly Change[]; readonly forbidden: readonly Change[] } {
  const filled = new Set<string>();
  const permitted: Change[] = [];
  const forbidden: Change[] = [];
  for (const changes of steps) {
    for (const change of changes) (isPermitted(change, permissions, filled) ? permitted : forbidden).push(change);
    for (const change of changes) if (change.kind === 'fill' && change.wasEmpty) filled.add(change.field);
  }
  return { permitted, forbidden };
}

function isPermitted(
  change: Change,
  { level, isCertified, isLocked }: Permissions,
  filled: ReadonlySet<string>,
): boolean {
  switch (change.kind) {
    // Long-term evidence is no change by any DocMDP (ISO 32000-2, 12.8.2.2.2); neither is what no page shows.
    case 'evidence':
    case 'properties':
      return true;
    case 'time-stamp':
      return !change.isVisible;
    case 'signature-field':
      return level >= 2;
    case 'signature':
      if (level < 2) return false;
      return change.isNew ? !(isCertified && change.isVisible) : !isLocked(change.field);
    case 'fill':
      return level >= 2 && !isLocked(change.field) && (change.wasEmpty || filled.has(change.field));
    case 'note':
      return level === 3;
    default:
      return false;
  }
}
