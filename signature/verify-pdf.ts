import { readBer } from './asn1/ber';
import { readCertificate, type Certificate } from './certificate/certificate';
import { readSignedData } from './cms/read-cms';
import type { ValidationData } from './cms/validation-data';
import { Fault } from './findings';
import { readDss } from './pdf/dss';
import { readPdfSignatures, type PdfSignature } from './pdf/pades';
import type { SignatureContext } from './validation/signature-context';

export interface SignedPdf {
  /** One for each signer, in the order of the document; a fault where a signature cannot be read. */
  readonly signatures: readonly (SignatureContext | Fault)[];
  /** The document before its first signature. */
  readonly content: Buffer | undefined;
}

/** What a PDF says of its signatures. Document time stamps sign for no one: they stand in the contexts of what they cover. */
export function readSignedPdf(bytes: Buffer): SignedPdf {
  const all = readPdfSignatures(bytes);
  const people = all.filter(({ kind }) => kind === 'signature');
  const stamps = all.filter(({ kind }) => kind === 'document-time-stamp').reverse();
  const kept = people.length > 0 ? evidenceOf(bytes) : NONE;
  return {
    signatures: people.flatMap((signature) => contextsOf(signature, stamps, kept)),
    content: people.find(({ revision }) => revision !== undefined)?.content,
  };
}

function contextsOf(
  signature: PdfSignature,
  stamps: readonly PdfSignature[],
  kept: ValidationData,
): (SignatureContext | Fault)[] {
  const [fault] = signature.faults;
  if (signature.cms.length === 0) return fault ? [fault] : [];
  try {
    const data = readSignedData(signature.cms, { allowPadding: true });
    const { signed, signingTime, faults, infos, isWhole, covers = 0 } = signature;
    const documentTimeStamps = stamps
      .filter((stamp) => stamp.cms.length > 0 && (stamp.covers ?? 0) > covers)
      .map(({ cms, signed: stamped }) => ({ token: withoutPadding(cms), stamped }));
    const hasValidationData = kept.crls.length + kept.ocsps.length > 0;
    const pdf = { format: 'PAdES' as const, documentTimeStamps, hasValidationData, kept, infos, isWhole };
    return data.signers.map((signer) => ({ ...pdf, data, signer, signed, signingTime, faults }));
  } catch (error) {
    if (error instanceof Fault) return [error];
    throw error;
  }
}

const NONE: ValidationData = { certificates: [], crls: [], ocsps: [] };

/** The document security store as it stands now; later revisions only add to it. */
function evidenceOf(bytes: Buffer): ValidationData {
  const { certificates = [], crls = [], ocsps = [], vri = new Map() } = readDss(bytes) ?? {};
  const related = [...vri.values()];
  const distinct = (items: readonly Buffer[]) => [
    ...new Map(items.map((one) => [one.toString('latin1'), one])).values(),
  ];
  return {
    certificates: distinct([...certificates, ...related.flatMap((one) => one.certificates)]).flatMap(readable),
    crls: distinct([...crls, ...related.flatMap((one) => one.crls)]),
    ocsps: distinct([...ocsps, ...related.flatMap((one) => one.ocsps)]),
  };
}

function readable(der: Buffer): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch {
    return [];
  }
}

/** The space kept for a time stamp is filled with zeros behind it. */
function withoutPadding(cms: Buffer): Buffer {
  try {
    const { to } = readBer(cms);
    return cms.subarray(to).every((byte) => byte === 0) ? cms.subarray(0, to) : cms;
  } catch {
    return cms;
  }
}
