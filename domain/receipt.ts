import type { Text } from './text';

/** What the signature check came to, short enough for a receipt; the whole report is a document of the case file. */
export interface Verdict {
  readonly indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';
  readonly subIndication: string | null;
  readonly findings: readonly ({ readonly code: string } & Text)[];
}

/** The proof of registration (receipt, НОИИСРЕАУ). */
export interface Receipt {
  readonly caseFileId: string;
  readonly registrationNumber: string;
  /** ISO 8601 instant, UTC. */
  readonly receivedAt: string;
  readonly service: string;
  readonly verdict: Verdict;
  readonly next: 'in-progress' | 'signature-review';
  readonly accessCode: string;
}

/** The reasons for which a signed file gets no number (error codes). */
export type RefusalCode =
  | 'FILE_UNSIGNED'
  | 'APPLICATION_CONTENT_MISMATCH'
  | 'SIGNED_CONTENT_ALTERED'
  | 'SIGNATURE_FAILED'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_REVOKED'
  | 'CERTIFICATE_UNTRUSTED';

/** The one answer to a submission; a repeated submission gets the same. */
export type Outcome =
  | {
      readonly type: 'received';
      readonly receipt: Receipt;
      /** The bundle whose process reviews the signature first, as it was at the receipt. */
      readonly reviewHash?: string;
    }
  | {
      readonly type: 'refused';
      readonly code: RefusalCode;
      readonly verdict?: Verdict;
    };
