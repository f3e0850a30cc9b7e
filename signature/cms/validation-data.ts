import { der } from '../asn1/der';
import { OID } from '../asn1/oids';
import { TAG, children, context, expect, whole, type Tlv } from '../asn1/tlv';
import { readCertificate, type Certificate } from '../certificate/certificate';
import type { SignedData } from './read-cms';
import type { SignerInfo } from './signer-info';

/** What came along with a signature for its check. None of it is believed because it came along. */
export interface ValidationData {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Buffer[];
  readonly ocsps: readonly Buffer[];
}

/** Of the message itself, and of a signer's certificate values and revocation values (EN 319 122-1, A.1.1.2 and A.1.2.2). */
export function validationDataOf(data: SignedData, { unsigned }: SignerInfo): ValidationData {
  const values = (type: string): Tlv[] =>
    unsigned.filter((attribute) => attribute.type === type).flatMap((attribute) => [...attribute.values]);
  const revocation = values(OID.revocationValues).flatMap((value) => children(expect(value, TAG.sequence)));
  const listed = (number: number): Tlv[] =>
    revocation
      .filter(({ tag }) => tag === context(number))
      .flatMap((list) => children(expect(children(list)[0], TAG.sequence)));
  const certificates = values(OID.certificateValues).flatMap((value) => children(expect(value, TAG.sequence)));
  return {
    certificates: [...data.certificates, ...certificates.map((one) => readCertificate(whole(one)))],
    crls: [...data.crls, ...listed(0).map(whole)],
    ocsps: [...data.ocsps, ...listed(1).map(asResponse)],
  };
}

/** A BasicOCSPResponse as the successful OCSPResponse it was taken from (RFC 6960, 4.2.1). */
const asResponse = (basic: Tlv): Buffer =>
  der.sequence(
    der.element(TAG.enumerated, Buffer.from([0])),
    der.explicit(0, der.sequence(der.oid(OID.ocspBasic), der.octets(whole(basic)))),
  );
