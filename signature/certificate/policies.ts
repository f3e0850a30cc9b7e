import { OID } from '../asn1/oids';
import { TAG, children, context, expect, integerHex, oid, readWhole, type Tlv } from '../asn1/tlv';
import type { Extensions } from './extensions';
import { readGeneralName, type GeneralName } from './names';

/** What a certificate says of policies (RFC 5280, 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14). */
export interface Policies {
  /** Undefined where the extension is absent. */
  readonly policies: readonly string[] | undefined;
  readonly mappings: readonly { readonly issuer: string; readonly subject: string }[];
  /** How many certificates may follow before each takes effect; undefined: never. */
  readonly requireExplicit: number | undefined;
  readonly inhibitMapping: number | undefined;
  readonly inhibitAny: number | undefined;
}

export function readPolicies(extensions: Extensions): Policies {
  const value = (id: string): Tlv | undefined => {
    const extension = extensions.get(id);
    return extension && readWhole(extension.value);
  };
  const list = (id: string): Tlv[] | undefined => {
    const found = value(id);
    return found && children(expect(found, TAG.sequence));
  };
  const constraints = list(OID.policyConstraints) ?? [];
  const inhibitAny = value(OID.inhibitAnyPolicy);
  return {
    policies: list(OID.certificatePolicies)?.map((policy) => oid(children(policy)[0])),
    mappings: (list(OID.policyMappings) ?? []).map((pair) => {
      const [issuer, subject] = children(pair);
      return { issuer: oid(issuer), subject: oid(subject) };
    }),
    requireExplicit: count(constraints, 0),
    inhibitMapping: count(constraints, 1),
    inhibitAny: inhibitAny && Number.parseInt(integerHex(inhibitAny), 16),
  };
}

function count(fields: readonly Tlv[], number: number): number | undefined {
  const field = fields.find(({ tag }) => tag === context(number, false));
  return field && field.buffer.subarray(field.start, field.end).reduce((value, byte) => value * 256 + byte, 0);
}

/** Subtrees of names (RFC 5280, 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

export function readNameConstraints(extensions: Extensions): NameConstraints | undefined {
  const extension = extensions.get(OID.nameConstraints);
  if (!extension) return undefined;
  const fields = children(expect(readWhole(extension.value), TAG.sequence));
  const subtrees = (number: number): GeneralName[] =>
    fields
      .filter(({ tag }) => tag === context(number))
      .flatMap((field) => children(field))
      .flatMap((subtree) => children(subtree).slice(0, 1).map(readGeneralName));
  return { permitted: subtrees(0), excluded: subtrees(1) };
}
