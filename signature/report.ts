/** Outcome of a signature check (ETSI EN 319 102-1, clause 5.1.3). */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';

export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'GENERIC';

/** One remark of the check: the stable code a program reads and the sentence a clerk reads to a citizen. */
export interface Finding {
  readonly code: string;
  readonly bg: string;
  readonly en: string;
}

/** Semantics identifier of EN 319 412-1, 5.1.3. */
export interface SignerIdentifier {
  readonly kind: string;
  readonly country: string;
  readonly number: string;
}

export interface SignatureReport {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** `CAdES-BASELINE-B`, `PAdES-BASELINE-T`, `CMS`... */
  readonly level: string;
  readonly signedBy: { readonly name: string; readonly identifiers: readonly SignerIdentifier[] } | null;
  readonly signingTime: string | null;
  readonly bestSignatureTime: string | null;
  /** `FULL` when the signature covers the whole document, else `PARTIAL`. */
  readonly scope: string;
  readonly chain: readonly {
    readonly subject: string;
    readonly issuer: string;
    readonly serial: string;
    readonly sha256: string;
  }[];
  readonly timeStamps: readonly TimeStampReport[];
  readonly revocation: readonly {
    readonly certificate: string;
    readonly source: 'CRL' | 'OCSP';
    readonly status: string;
    readonly producedAt: string | null;
  }[];
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly infos: readonly Finding[];
}

export interface TimeStampReport {
  /** What it stands over: the content before signing, the signature, all of it later, or a whole PDF. */
  readonly type: 'content' | 'signature' | 'archive' | 'document';
  readonly time: string | null;
  /** The subject of the authority's certificate. */
  readonly authority: string | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly errors: readonly Finding[];
}

/** The verdict on one file; the top level is the worst signature's. */
export interface Report {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly format: 'CAdES' | 'PAdES';
  readonly signatures: readonly SignatureReport[];
}
