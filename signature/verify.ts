import { DomainError } from '../domain/errors';
import { readCertificate, type Certificate } from './certificate/certificate';
import { readSignedData } from './cms/read-cms';
import { unwrap } from './cms/unwrap';
import { validationDataOf, type ValidationData } from './cms/validation-data';
import { FAULTS, Fault } from './findings';
import type { Report, SignatureReport } from './report';
import type { RevocationFetcher } from './revocation/revocation';
import type { TrustContext } from './validation/certificate-validity';
import type { SignatureContext } from './validation/signature-context';
import { validateSignature } from './validation/validate-signature';
import { readSignedPdf } from './verify-pdf';

export type { RevocationFetcher };

export interface SignedFile {
  readonly bytes: Uint8Array;
  /** What a detached signature stands over. */
  readonly content?: Uint8Array;
}

export interface VerifyOptions {
  readonly at: Date;
  /** DER of the certificates that are trusted; nothing else is. */
  readonly anchors: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly fetcher?: RevocationFetcher;
}

export interface Verification {
  readonly report: Report;
  /** Exactly the bytes that were signed: detached, enveloped, or the PDF before the signature was added. */
  readonly content: Uint8Array | undefined;
}

/**
 * Judges every signature of a file by ETSI EN 319 102-1. Whatever the bytes are, the answer is a verdict; only a file without any
 * signature throws FILE_UNSIGNED.
 */
export async function verify(file: SignedFile, options: VerifyOptions): Promise<Verification> {
  const given = Buffer.from(file.bytes);
  const isPdf = given[0] !== SEQUENCE && saysPdf(given);
  const bytes = isPdf ? given : unwrap(given);
  const isCms = bytes[0] === SEQUENCE;
  if (!isPdf && !isCms) throw unsigned();
  try {
    return isPdf ? await verifyPdf(bytes, options) : await verifyCms(bytes, file.content, options);
  } catch (error) {
    if (error instanceof Fault) return { report: failedReport(isPdf ? 'PAdES' : 'CAdES', error), content: undefined };
    throw error;
  }
}

const SEQUENCE = 0x30;
const saysPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-');

/** The answer on a file whose check had to be ended. */
export function unfinished({ bytes }: SignedFile): Verification {
  const format = saysPdf(Buffer.from(bytes.subarray(0, 1024))) ? 'PAdES' : 'CAdES';
  return { report: failedReport(format, FAULTS.budgetExceeded()), content: undefined };
}

const unsigned = () => new DomainError('FILE_UNSIGNED', 'There is no electronic signature in the file');

async function verifyPdf(bytes: Buffer, options: VerifyOptions): Promise<Verification> {
  const { signatures, content } = readSignedPdf(bytes);
  if (signatures.length === 0) throw unsigned();
  return { report: await judge('PAdES', signatures, options), content };
}

/** Content inside the file is what counts; another one offered beside it must be the same. */
async function verifyCms(
  bytes: Buffer,
  offered: Uint8Array | undefined,
  options: VerifyOptions,
): Promise<Verification> {
  const data = readSignedData(bytes);
  const content = offered ?? data.content;
  const cms = { format: 'CAdES' as const, documentTimeStamps: [], hasValidationData: false, infos: [], isWhole: true };
  const contexts = data.signers.map((signer): SignatureContext => ({
    ...{ ...cms, data, signer, signed: content && [content], signingTime: signer.signingTime, kept: NOTHING_KEPT },
    faults: offered && data.content && !data.content.equals(offered) ? [FAULTS.hash()] : [],
  }));
  return { report: await judge('CAdES', contexts, options), content };
}

const NOTHING_KEPT: ValidationData = { certificates: [], crls: [], ocsps: [] };

async function judge(
  format: Report['format'],
  contexts: readonly (SignatureContext | Fault)[],
  options: VerifyOptions,
): Promise<Report> {
  const anchors = options.anchors.map(readCertificate);
  const signatures = await Promise.all(
    contexts.map((context) =>
      context instanceof Fault
        ? failed(format, context)
        : validateSignature(context, trustOf(context, anchors, options)),
    ),
  );
  const worst = [...signatures].sort((left, right) => rank(left) - rank(right))[0];
  return {
    indication: worst?.indication ?? 'INDETERMINATE',
    subIndication: worst?.subIndication ?? null,
    format,
    signatures,
  };
}

/** What is given counts beside what came along. */
function trustOf(
  { data, signer, kept }: SignatureContext,
  anchors: readonly Certificate[],
  { at, fetcher, crls = [], ocsps = [] }: VerifyOptions,
): TrustContext {
  const along = validationDataOf(data, signer);
  const sources = {
    crls: [...crls, ...along.crls, ...kept.crls],
    ocsps: [...ocsps, ...along.ocsps, ...kept.ocsps],
    fetcher,
  };
  return { anchors, pool: [...along.certificates, ...kept.certificates], sources, at };
}

const rank = ({ indication }: SignatureReport): number =>
  ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'].indexOf(indication);

/** The report on a file whose structure is already the fault. */
function failedReport(format: Report['format'], fault: Fault): Report {
  const { indication, subIndication } = fault;
  return { indication, subIndication, format, signatures: [failed(format, fault)] };
}

const failed = (format: Report['format'], { indication, subIndication, finding }: Fault): SignatureReport => ({
  indication,
  subIndication,
  level: format,
  signedBy: null,
  signingTime: null,
  bestSignatureTime: null,
  scope: 'PARTIAL',
  chain: [],
  timeStamps: [],
  revocation: [],
  errors: [finding],
  warnings: [],
  infos: [],
});
