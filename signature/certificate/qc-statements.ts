import { OID } from '../asn1/oids';
import { TAG, children, expect, oid, readWhole, type Tlv } from '../asn1/tlv';
import type { Extensions } from './extensions';

/** What a certificate claims of itself (EN 319 412-5); whether it is qualified, a trusted list decides. */
export interface QcStatements {
  readonly isForSeals: boolean;
  /** By whose rules the identifiers are written (EN 319 412-1, 5.1). */
  readonly naturalSemantics: boolean;
  readonly legalSemantics: boolean;
}

export function readQcStatements(extensions: Extensions): QcStatements {
  const extension = extensions.get(OID.qcStatements);
  const statements = extension ? children(expect(readWhole(extension.value), TAG.sequence)) : [];
  const namedIn = (statement: string) => statements.flatMap((one) => named(children(one), statement));
  const semantics = namedIn(OID.qcSyntaxV2);
  return {
    isForSeals: namedIn(OID.qcType).includes(OID.qcTypeSeal),
    naturalSemantics: semantics.includes(OID.naturalPersonSemantics),
    legalSemantics: semantics.includes(OID.legalPersonSemantics),
  };
}

/** The object identifiers in the information of a statement. */
function named([id, information]: readonly Tlv[], wanted: string): string[] {
  if (!information || oid(id) !== wanted || information.tag !== TAG.sequence) return [];
  return children(information)
    .filter(({ tag }) => tag === TAG.oid)
    .map(oid);
}
