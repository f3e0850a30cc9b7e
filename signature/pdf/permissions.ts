import { textOf } from './fields';
import type { Revision } from './pdf-file';
import { isArray, isDict, isString, nameOf, type PdfDict, type PdfValue } from './pdf-objects';

/** What may still change after a signature (ISO 32000-1, 12.8.2). */
export interface Permissions {
  /** DocMDP: 1 nothing, 2 filling in and signing, 3 notes too. Without one it is as with 2. */
  readonly level: 1 | 2 | 3;
  /** By DocMDP: then a signature that can be seen may come only into a field that was there. */
  readonly isCertified: boolean;
  /** FieldMDP, and the lock of the signature's own field. */
  readonly isLocked: (field: string) => boolean;
}

export function readPermissions(revision: Revision, signature: PdfDict, lock: PdfDict | undefined): Permissions {
  const references = revision.get(signature, 'Reference');
  const transforms = (isArray(references) ? references : []).map((reference) => ({
    method: nameOf(revision.get(reference, 'TransformMethod')),
    parameters: revision.get(reference, 'TransformParams'),
  }));
  const certified = transforms.filter(({ method }) => method === 'DocMDP');
  const locks = transforms.filter(({ method }) => method === 'FieldMDP').map(({ parameters }) => parameters);
  const levels = [...certified.map(({ parameters }) => parameters), ...(lock ? [lock] : [])]
    .map((parameters) => revision.get(parameters, 'P'))
    .filter((level) => level === 1 || level === 2 || level === 3);
  return {
    level: levels.length > 0 ? (Math.min(...levels) as 1 | 2 | 3) : 2,
    isCertified: certified.length > 0,
    isLocked: (field) => [...locks, ...(lock ? [lock] : [])].some((rule) => isLockedBy(revision, rule, field)),
  };
}

/** All fields, those of a list, or all but those of a list (12.8.2.4); an unknown action locks all. */
function isLockedBy(revision: Revision, rule: PdfValue, field: string): boolean {
  const action = nameOf(revision.get(rule, 'Action'));
  const listed = revision.get(rule, 'Fields');
  const names = (isArray(listed) ? listed : []).map((name) => revision.resolve(name)).filter(isString);
  const isListed = names.some(({ bytes }) => field === textOf(bytes) || field.startsWith(`${textOf(bytes)}.`));
  if (action === 'Include') return isListed;
  return action === 'Exclude' ? !isListed : isDict(rule);
}
