import { REMARKS } from '../remarks';
import type { Finding, SignatureReport } from '../report';

/** Why a signature passed, in the words of the standard's steps: integrity, certificate, revocation (EN 319 102-1, 5.3). */
export function reasonsToPass({ indication, bestSignatureTime, revocation, chain }: SignatureReport): Finding[] {
  if (indication !== 'TOTAL_PASSED') return [];
  const answer = revocation.find(({ certificate, status }) => certificate === chain[0]?.sha256 && status === 'good');
  return [
    REMARKS.unchanged(),
    ...(bestSignatureTime ? [REMARKS.certificateValid(bestSignatureTime)] : []),
    ...(answer?.producedAt ? [REMARKS.notRevoked(answer.source, answer.producedAt)] : []),
  ];
}

const OF_ORGANISATIONS = ['NTR', 'VAT', 'LEI', 'PSD'];

/** A person and an organisation in one certificate are an association; it says nothing of who may represent whom (EN 319 412-2, 4.2.4). */
export function organisationRemarks({ signedBy }: SignatureReport): Finding[] {
  const kinds = signedBy?.identifiers.map(({ kind }) => OF_ORGANISATIONS.includes(kind)) ?? [];
  return kinds.includes(true) && kinds.includes(false) ? [REMARKS.forOrganisation()] : [];
}
