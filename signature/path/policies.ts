import { OID } from '../asn1/oids';
import { isSelfIssued, type Certificate } from '../certificate/certificate';
import type { Path } from './paths';
import { REASONS, type Reason } from './reasons';

/** A policy that is valid at one depth of the path, and what the next certificate may call it. */
interface Node {
  readonly policy: string;
  readonly expected: readonly string[];
}

/** The variables of RFC 5280, 6.1.2: how many certificates may still follow before each takes effect. */
interface Counters {
  explicit: number;
  mapping: number;
  any: number;
}

/**
 * RFC 5280, 6.1 for policies, any being acceptable to us: what remains is whether an authority that requires an explicit policy finds one.
 * Only the nodes of the present depth are kept; the tree is empty exactly where they are.
 */
export function policyFault(path: Path): Reason | undefined {
  const below = path.slice(0, -1).reverse();
  const counters = { explicit: below.length + 1, mapping: below.length + 1, any: below.length + 1 };
  let nodes: readonly Node[] = [{ policy: OID.anyPolicy, expected: [OID.anyPolicy] }];
  for (const [index, certificate] of below.entries()) {
    const isLast = index === below.length - 1;
    nodes = nodesOf(certificate, nodes, counters.any > 0 || (!isLast && isSelfIssued(certificate)));
    if (counters.explicit === 0 && nodes.length === 0) return REASONS.policy;
    if (isLast) return wrapUp(certificate, nodes, counters);
    if (certificate.mappings.some((pair) => Object.values(pair).includes(OID.anyPolicy))) return REASONS.policy;
    nodes = mapped(nodes, certificate, counters.mapping > 0);
    count(certificate, counters);
  }
  return undefined;
}

/** 6.1.3 d and e. */
function nodesOf({ policies }: Certificate, before: readonly Node[], isAnyAllowed: boolean): Node[] {
  if (!policies) return [];
  const isExpected = (policy: string): boolean =>
    before.some(({ policy: parent, expected }) => expected.includes(policy) || parent === OID.anyPolicy);
  const named = policies.filter((policy) => policy !== OID.anyPolicy && isExpected(policy));
  const rest =
    policies.includes(OID.anyPolicy) && isAnyAllowed
      ? before.flatMap(({ expected }) => expected).filter((policy) => !named.includes(policy))
      : [];
  return [...new Set([...named, ...rest])].map((policy) => ({ policy, expected: [policy] }));
}

/** 6.1.4 b. */
function mapped(nodes: readonly Node[], { mappings }: Certificate, isAllowed: boolean): readonly Node[] {
  const targets = new Map<string, string[]>();
  for (const { issuer, subject } of mappings) targets.set(issuer, [...(targets.get(issuer) ?? []), subject]);
  if (!isAllowed) return nodes.filter(({ policy }) => !targets.has(policy));
  const known = new Set(nodes.map(({ policy }) => policy));
  const added = known.has(OID.anyPolicy) ? [...targets].filter(([policy]) => !known.has(policy)) : [];
  return [
    ...nodes.map((node) => ({ ...node, expected: targets.get(node.policy) ?? node.expected })),
    ...added.map(([policy, expected]) => ({ policy, expected })),
  ];
}

/** 6.1.4 h to j. */
function count(certificate: Certificate, counters: Counters): void {
  if (!isSelfIssued(certificate))
    for (const name of ['explicit', 'mapping', 'any'] as const) counters[name] = Math.max(0, counters[name] - 1);
  const { requireExplicit = Infinity, inhibitMapping = Infinity, inhibitAny = Infinity } = certificate;
  counters.explicit = Math.min(counters.explicit, requireExplicit);
  counters.mapping = Math.min(counters.mapping, inhibitMapping);
  counters.any = Math.min(counters.any, inhibitAny);
}

/** 6.1.5 a, b and g. */
function wrapUp(certificate: Certificate, nodes: readonly Node[], { explicit }: Counters): Reason | undefined {
  const isRequired = Math.max(0, explicit - 1) === 0 || certificate.requireExplicit === 0;
  return isRequired && nodes.length === 0 ? REASONS.policy : undefined;
}
