import { DomainError } from '../domain/errors';
import { readCertificate } from './certificate/certificate';
import { checkSigner, type SignatureContext } from './validation/check-signer';
import { readSignedData } from './cms/read-cms';
import { unwrap } from './cms/unwrap';
import { Fault } from './findings';
import { readPdfSignatures } from './pdf/pades';
import type { Report, SignatureReport } from './report';
import type { RevocationFetcher } from './revocation/revocation';

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
  const bytes = unwrap(Buffer.from(file.bytes));
  const isCms = bytes[0] === 0x30;
  const isPdf = !isCms && bytes.subarray(0, 1024).includes('%PDF-');
  if (!isPdf && !isCms) throw unsigned();
  try {
    return isPdf ? await verifyPdf(bytes, options) : await verifyCms(bytes, file.content, options);
  } catch (error) {
    if (error instanceof Fault) return { report: failed(isPdf ? 'PAdES' : 'CAdES', error), content: undefined };
    throw error;
  }
}

const unsigned = () => new DomainError('FILE_UNSIGNED', 'There is no electronic signature in the file');

type Checked = Omit<SignatureContext, 'anchors' | 'sources' | 'at'>;

async function verifyPdf(bytes: Buffer, options: VerifyOptions): Promise<Verification> {
  const signatures = readPdfSignatures(bytes);
  const [first] = signatures;
  if (!first) throw unsigned();
  const checks = signatures.map(({ cms, signed, signingTime, faults }): Checked[] => {
    const data = readSignedData(cms, { allowPadding: true });
    return data.signers.map((signer) => ({ data, signer, signed, format: 'PAdES', signingTime, faults }));
  });
  return { report: await judge('PAdES', checks.flat(), options), content: first.content };
}

/** Content inside the file is what counts; another one offered beside it must be the same. */
async function verifyCms(
  bytes: Buffer,
  offered: Uint8Array | undefined,
  options: VerifyOptions,
): Promise<Verification> {
  const data = readSignedData(bytes);
  const content = offered ?? data.content;
  const disagrees = offered && data.content && !data.content.equals(offered);
  const checks = data.signers.map((signer): Checked => {
    const signed = disagrees ? [Buffer.from(offered), Buffer.from('')] : content && [content];
    return { data, signer, signed, format: 'CAdES', signingTime: signer.signingTime, faults: [] };
  });
  return { report: await judge('CAdES', checks, options), content };
}

async function judge(format: Report['format'], checks: readonly Checked[], options: VerifyOptions): Promise<Report> {
  const anchors = options.anchors.map(readCertificate);
  const { at, fetcher } = options;
  const signatures = await Promise.all(
    checks.map((check) => {
      const sources = { crls: [...(options.crls ?? []), ...check.data.crls], ocsps: options.ocsps ?? [], fetcher };
      return checkSigner({ ...check, anchors, sources, at });
    }),
  );
  const worst = [...signatures].sort((left, right) => rank(left) - rank(right))[0];
  return {
    indication: worst?.indication ?? 'INDETERMINATE',
    subIndication: worst?.subIndication ?? null,
    format,
    signatures,
  };
}

const rank = ({ indication }: SignatureReport): number =>
  ['TOTAL_FAILED', 'INDETERMINATE', 'TOTAL_PASSED'].indexOf(indication);

/** The report on a file whose structure is already the fault. */
function failed(format: Report['format'], { indication, subIndication, finding }: Fault): Report {
  const signature: SignatureReport = {
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
  };
  return { indication, subIndication, format, signatures: [signature] };
}
