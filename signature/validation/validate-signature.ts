import { OID } from '../asn1/oids';
import { commonName, type Certificate } from '../certificate/certificate';
import { readIdentifiers } from '../certificate/identity';
import { has } from '../cms/attributes';
import { FAULTS, worstFirst, type Fault } from '../findings';
import { REMARKS } from '../remarks';
import type { Finding, SignatureReport } from '../report';
import { validateCertificate, type TrustContext, type Validity } from './certificate-validity';
import { constraintFaults } from './constraints';
import { findExistence, type Existence } from './existence';
import { identityWarnings } from './identity';
import { integrityFaults } from './integrity';
import { levelOf } from './level';
import { organisationRemarks, reasonsToPass } from './reasons';
import type { SignatureContext } from './signature-context';

/** Judges one signature as EN 319 102-1, 5.6 does, each fault kept; the worst is the verdict. */
export async function validateSignature(context: SignatureContext, given: TrustContext): Promise<SignatureReport> {
  const trust = { ...given, pool: [...given.pool, ...context.data.certificates] };
  const certificate = findSigner(context, trust);
  const integrity = [...context.faults, ...integrityFaults(context, certificate)];
  const existence = await findExistence(context, trust);
  const faults = [...integrity, ...existence.faults];
  if (!certificate) return report(context, existence, [...faults, FAULTS.noCertificate()]);
  const validity = await validateCertificate(certificate, trust, existence);
  faults.push(...validity.faults, ...constraintFaults(context, certificate, existence, trust.at));
  const said = report(context, existence, faults);
  const warnings = [...said.warnings, ...identityWarnings(certificate)];
  const judged: SignatureReport = { ...said, ...aboutSigner(certificate, validity), warnings };
  return { ...judged, infos: [...judged.infos, ...reasonsToPass(judged), ...organisationRemarks(judged)] };
}

/** The certificate that the signature names; one that is only named by its number is judged, and found to be another. */
function findSigner({ data, signer }: SignatureContext, { anchors, pool }: TrustContext): Certificate | undefined {
  const candidates = [...data.certificates, ...anchors, ...pool].filter((candidate) => signer.isOf(candidate));
  return candidates.find((candidate) => signer.named?.isOf(candidate) ?? true) ?? candidates[0];
}

const aboutSigner = (certificate: Certificate, { path, revocation }: Validity) => ({
  signedBy: { name: commonName(certificate), identifiers: readIdentifiers(certificate) },
  chain: path.map(describe),
  revocation,
});

const describe = ({ x509, serial, sha256 }: Certificate): SignatureReport['chain'][number] => ({
  ...{ subject: x509.subject, issuer: x509.issuer, serial, sha256 },
});

function report(context: SignatureContext, existence: Existence, faults: readonly Fault[]): SignatureReport {
  const { signingTime, isWhole } = context;
  const [worst] = [...faults].sort(worstFirst);
  return {
    indication: worst?.indication ?? 'TOTAL_PASSED',
    subIndication: worst?.subIndication ?? null,
    level: levelOf(context),
    signedBy: null,
    signingTime: signingTime?.toISOString() ?? null,
    bestSignatureTime: existence.best.toISOString(),
    scope: isWhole ? 'FULL' : 'PARTIAL',
    chain: [],
    timeStamps: existence.reports,
    revocation: [],
    // One sentence once, though it may hold for several certificates.
    errors: [...new Map(faults.map(({ finding }) => [finding.en, finding])).values()],
    warnings: existence.warnings,
    infos: infosOf(context),
  };
}

/** RFC 4998 in CMS (RFC 4998, appendix A). */
const EVIDENCE_RECORDS = ['1.2.840.113549.1.9.16.2.49', '1.2.840.113549.1.9.16.2.50'];

function infosOf({ signer: { unsigned }, infos }: SignatureContext): Finding[] {
  return [
    ...infos,
    ...(has(unsigned, OID.counterSignature) ? [REMARKS.counterSigned()] : []),
    ...(EVIDENCE_RECORDS.some((type) => has(unsigned, type)) ? [REMARKS.evidenceRecord()] : []),
  ];
}
