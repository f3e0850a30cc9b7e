import type { SignedData } from '../cms/read-cms';
import type { SignerInfo } from '../cms/signer-info';
import type { ValidationData } from '../cms/validation-data';
import type { Fault } from '../findings';
import type { Finding } from '../report';

/** One signature with all that its container says of it. */
export interface SignatureContext {
  readonly data: SignedData;
  readonly signer: SignerInfo;
  /** The bytes that must have been signed; undefined when they were not given. */
  readonly signed: readonly Uint8Array[] | undefined;
  readonly format: 'CAdES' | 'PAdES';
  /** Time stated by the signer: CMS attribute, or /M of a PDF. */
  readonly signingTime: Date | undefined;
  /** Time stamps over the whole document with this signature in it, the newest first. */
  readonly documentTimeStamps: readonly { readonly token: Buffer; readonly stamped: readonly Uint8Array[] }[];
  /** A PDF keeps revocation data beside the signature (DSS). */
  readonly hasValidationData: boolean;
  /** What its container keeps for the check: the document security store of a PDF. */
  readonly kept: ValidationData;
  /** It covers all of the file it is in. */
  readonly isWhole: boolean;
  readonly infos: readonly Finding[];
  /** What the container already showed: a document that was extended, for example. */
  readonly faults: readonly Fault[];
}
