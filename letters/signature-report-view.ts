import type { Text } from '../domain/text';
import type { Identifier } from '../domain/town';

type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';

/** A reason: its code, and what it says. */
export type Reason = { readonly code: string } & Text;

interface Judged {
  readonly indication: Indication;
  readonly subIndication: string | null;
}

/** What the letter prints of the verdict on a file; times are ISO 8601. */
export interface ReportView extends Judged {
  readonly format: string;
  readonly signatures: readonly SignatureView[];
}

export interface SignatureView extends Judged {
  readonly level: string;
  readonly signedBy: {
    readonly name: string;
    readonly identifiers: readonly (Omit<Identifier, 'kind'> & { readonly kind: string })[];
  } | null;
  readonly signingTime: string | null;
  readonly bestSignatureTime: string | null;
  readonly scope: string;
  readonly chain: readonly {
    readonly subject: string;
    readonly issuer: string;
    readonly serial: string;
    readonly sha256: string;
  }[];
  readonly timeStamps: readonly TimeStampView[];
  readonly revocation: readonly {
    readonly certificate: string;
    readonly source: string;
    readonly status: string;
    readonly producedAt: string | null;
  }[];
  readonly errors: readonly Reason[];
  readonly warnings: readonly Reason[];
  readonly infos: readonly Reason[];
}

export interface TimeStampView extends Judged {
  readonly type: string;
  readonly time: string | null;
  readonly authority: string | null;
  readonly errors: readonly Reason[];
}
