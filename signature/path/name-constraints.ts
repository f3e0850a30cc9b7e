import { OID } from '../asn1/oids';
import { isSelfIssued, type Certificate } from '../certificate/certificate';
import { canonicalNames, type GeneralName } from '../certificate/names';
import type { Path } from './paths';
import { REASONS, type Reason } from './reasons';

/** Every certificate's names against the subtrees of all authorities above it (RFC 5280, 6.1.3 b and c, 6.1.4 g). */
export function nameConstraintFault(path: Path): Reason | undefined {
  const isBroken = path.some((certificate, index) => {
    if (index > 0 && isSelfIssued(certificate)) return false;
    const names = namesOf(certificate);
    return path.slice(index + 1).some(({ nameConstraints }) => {
      if (!nameConstraints) return false;
      const { permitted, excluded } = nameConstraints;
      return names.some((name) => isExcluded(name, excluded) || !isPermitted(name, permitted));
    });
  });
  return isBroken ? REASONS.nameNotPermitted : undefined;
}

/** Subject, alternative names, and e-mail in the subject where the alternative names hold none (RFC 5280, 4.2.1.10). */
function namesOf({ subjectNames, subjectAttributes, altNames, subject }: Certificate): GeneralName[] {
  const emails = altNames.some(({ type }) => type === 'email')
    ? []
    : subjectAttributes.filter(({ type }) => type === OID.emailAddress);
  return [
    ...(subjectNames.length > 0
      ? [{ type: 'directory' as const, value: canonicalNames(subjectNames), bytes: subject }]
      : []),
    ...emails.map(({ value }) => ({ type: 'email' as const, value })),
    ...altNames,
  ];
}

const isExcluded = (name: GeneralName, subtrees: readonly GeneralName[]): boolean =>
  subtrees.some((subtree) => subtree.type === name.type && isWithin(name, subtree));

/** What no subtree speaks of is permitted. */
function isPermitted(name: GeneralName, subtrees: readonly GeneralName[]): boolean {
  const alike = subtrees.filter(({ type }) => type === name.type);
  return alike.length === 0 || alike.some((subtree) => name.type !== 'other' && isWithin(name, subtree));
}

/** A kind of name that we cannot compare counts as within: excluded where anything of its kind is. */
function isWithin(name: GeneralName, subtree: GeneralName): boolean {
  if (name.type === 'directory' && subtree.type === 'directory')
    return subtree.value.every((part, index) => name.value[index] === part);
  if (name.type === 'ip' && subtree.type === 'ip') return isAddressWithin(name.value, subtree.value);
  if (name.type === 'dns' && subtree.type === 'dns') return isHostWithin(name.value, subtree.value, true);
  if (name.type === 'email' && subtree.type === 'email') return isEmailWithin(name.value, subtree.value);
  if (name.type === 'uri' && subtree.type === 'uri') return isHostWithin(hostOf(name.value), subtree.value, false);
  return true;
}

/** An address, then a mask of the same length. */
function isAddressWithin(address: Buffer, subtree: Buffer): boolean {
  if (subtree.length !== 2 * address.length) return false;
  return address.every((byte, index) => {
    const mask = subtree[address.length + index] ?? 0;
    return (byte & mask) === ((subtree[index] ?? 0) & mask);
  });
}

/** `.example.org` is all below it; `example.org` is that host, and for DNS names all below it too. */
function isHostWithin(host: string, subtree: string, belowToo: boolean): boolean {
  const [name, base] = [host.toLowerCase(), subtree.toLowerCase()];
  if (base.startsWith('.')) return name.endsWith(base);
  return base === '' || name === base || (belowToo && name.endsWith(`.${base}`));
}

/** One mailbox, all of a host, or all below a domain. */
function isEmailWithin(email: string, subtree: string): boolean {
  const at = email.lastIndexOf('@');
  if (subtree.includes('@')) {
    const split = subtree.lastIndexOf('@');
    return (
      email.slice(0, at) === subtree.slice(0, split) &&
      email.slice(at).toLowerCase() === subtree.slice(split).toLowerCase()
    );
  }
  return isHostWithin(email.slice(at + 1), subtree, false);
}

function hostOf(uri: string): string {
  try {
    return new URL(uri).hostname;
  } catch {
    return '';
  }
}
